#include "../include/CKernels.h"

#if defined(__x86_64__) || defined(CK_EMULATED)
#if !defined(CK_EMULATED)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)
#endif

#include "vector.h"
#include "../shared/depthwise_fp32.h"

#if !defined(CK_EMULATED)
#pragma clang attribute pop
#endif
const CKKernels *const ck_depthwise_fp32_avx512 = &depthwise_kernels;
#else
const CKKernels *const ck_depthwise_fp32_avx512 = 0;
#endif
