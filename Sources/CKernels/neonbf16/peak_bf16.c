#include "../include/CKernels.h"

#if defined(__aarch64__)
#pragma clang attribute push(__attribute__((target("bf16"))), apply_to = function)

#include "bf16.h"

#define PEAK_CHAINS 16
#define PEAK_MACS (2 * LANES)
#define PEAK_ELEMENT float
#define PEAK_KEEP "+w"

// Operands are pairs of 1; sums are kept as if they were such, too.
typedef word peak_vector;
INLINE word peak_value(void) { return vreinterpretq_bf16_s32(vint_set(0x3F803F80)); }
INLINE word peak_zero(void) { return vreinterpretq_bf16_s32(vint_zero()); }
INLINE word peak_step(word sum, word a, word b) {
    return vreinterpretq_bf16_f32(accumulate(vreinterpretq_f32_bf16(sum), a, b));
}

#include "../shared/peak.h"

#pragma clang attribute pop
const CKPeakLoop *const ck_peak_bf16_neonbf16 = &peak_loop;
#else
const CKPeakLoop *const ck_peak_bf16_neonbf16 = 0;
#endif
