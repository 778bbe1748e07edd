#include "../include/CKernels.h"

#if defined(__x86_64__)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni"))), apply_to = function)

#include "vector.h"

#define PEAK_CHAINS 16
#define PEAK_MACS (4 * LANES)
#define PEAK_KEEP "+v"

typedef vint peak_vector;
INLINE vint peak_value(void) { return vint_set(0x01010101); }
INLINE vint peak_zero(void) { return vint_zero(); }
INLINE vint peak_step(vint sum, vint a, vint b) { return vint_dot8(sum, a, b); }

#include "../shared/peak.h"

#pragma clang attribute pop
const CKPeakLoop *const ck_peak_int8_avx512vnni = &peak_loop;
#else
const CKPeakLoop *const ck_peak_int8_avx512vnni = 0;
#endif
