#include "../include/CKernels.h"

#if defined(__aarch64__)
#include "../shared/conversion.h"

const CKConversion *const ck_conversion_neon = &conversion;
#else
const CKConversion *const ck_conversion_neon = 0;
#endif
