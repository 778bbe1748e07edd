#include "../include/CKernels.h"

#if defined(__aarch64__)
#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)

#include "dot.h"

#define PEAK_CHAINS 16
#define PEAK_MACS (4 * LANES)
#define PEAK_ELEMENT int32_t
#define PEAK_KEEP "+w"

typedef vint peak_vector;
INLINE vint peak_value(void) { return vint_set(0x01010101); }
INLINE vint peak_zero(void) { return vint_zero(); }
INLINE vint peak_step(vint sum, vint a, vint b) { return vint_dot8(sum, a, b); }

#include "../shared/peak.h"

#pragma clang attribute pop
const CKPeakLoop *const ck_peak_int8_dotprod = &peak_loop;
#else
const CKPeakLoop *const ck_peak_int8_dotprod = 0;
#endif
