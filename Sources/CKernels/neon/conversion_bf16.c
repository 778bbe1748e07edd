#include "../include/CKernels.h"

#if defined(__aarch64__)
#include "bf16.h"
#include "../shared/conversion_half.h"

const CKConversion *const ck_conversion_bf16_neon = &conversion;
#else
const CKConversion *const ck_conversion_bf16_neon = 0;
#endif
