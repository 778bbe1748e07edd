#include "../include/CKernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#include "requantize.h"
#include "../shared/depthwise_int8.h"

#pragma clang attribute pop
const CKKernels *const ck_depthwise_int8_avx2 = &depthwise_kernels;
#else
const CKKernels *const ck_depthwise_int8_avx2 = 0;
#endif
