#include "../include/CKernels.h"

#if defined(__x86_64__) || defined(CK_EMULATED)
#if !defined(CK_EMULATED)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni"))), apply_to = function)
#endif

#include "requantize.h"
#include "../shared/depthwise_int8.h"

#if !defined(CK_EMULATED)
#pragma clang attribute pop
#endif
const CKKernels *const ck_depthwise_int8_avx512vnni = &depthwise_kernels;
#else
const CKKernels *const ck_depthwise_int8_avx512vnni = 0;
#endif
