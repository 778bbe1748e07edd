#include "../include/CKernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define BANDWIDTH_LANES 8
#include "../shared/bandwidth.h"

#pragma clang attribute pop
const CKBandwidthLoop *const ck_bandwidth_avx2 = &bandwidth_loop;
#else
const CKBandwidthLoop *const ck_bandwidth_avx2 = 0;
#endif
