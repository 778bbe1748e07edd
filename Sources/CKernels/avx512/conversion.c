#include "../include/CKernels.h"

#if defined(__x86_64__)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)

#include "../shared/conversion.h"

#pragma clang attribute pop
const CKConversion *const ck_conversion_avx512 = &conversion;
#else
const CKConversion *const ck_conversion_avx512 = 0;
#endif
