#include "../include/CKernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)

#define BANDWIDTH_LANES 16
#include "../shared/bandwidth.h"

#pragma clang attribute pop
const CKBandwidthLoop *const ck_bandwidth_avx512 = &bandwidth_loop;
#else
const CKBandwidthLoop *const ck_bandwidth_avx512 = 0;
#endif
