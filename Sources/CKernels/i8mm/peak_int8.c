#include "../include/CKernels.h"

#if defined(__aarch64__)
#pragma clang attribute push(__attribute__((target("i8mm"))), apply_to = function)

#include "../neon/vector.h"

#define PEAK_CHAINS 16
#define PEAK_MACS (8 * LANES)
#define PEAK_ELEMENT int32_t
#define PEAK_KEEP "+w"

typedef vint peak_vector;
INLINE vint peak_value(void) { return vint_set(0x01010101); }
INLINE vint peak_zero(void) { return vint_zero(); }
INLINE vint peak_step(vint sum, vint a, vint b) {
    return vmmlaq_s32(sum, vreinterpretq_s8_s32(a), vreinterpretq_s8_s32(b));
}

#include "../shared/peak.h"

#pragma clang attribute pop
const CKPeakLoop *const ck_peak_int8_i8mm = &peak_loop;
#else
const CKPeakLoop *const ck_peak_int8_i8mm = 0;
#endif
