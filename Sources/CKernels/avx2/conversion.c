#include "../include/CKernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#include "../shared/conversion.h"

#pragma clang attribute pop
const CKConversion *const ck_conversion_avx2 = &conversion;
#else
const CKConversion *const ck_conversion_avx2 = 0;
#endif
