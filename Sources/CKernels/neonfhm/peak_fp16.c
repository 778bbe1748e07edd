#include "../include/CKernels.h"

#if defined(__aarch64__)
#pragma clang attribute push(__attribute__((target("fp16fml"))), apply_to = function)

#include "fp16.h"

#define PEAK_CHAINS 16
#define PEAK_MACS LANES
#define PEAK_ELEMENT float
#define PEAK_KEEP "+w"

// Operands are numbers of FP16; sums are kept as if they were such, too.
typedef word peak_vector;
INLINE word peak_value(void) { return vdupq_n_f16(1); }
INLINE word peak_zero(void) { return vdupq_n_f16(0); }
INLINE word peak_step(word sum, word a, word b) {
    return vreinterpretq_f16_f32(accumulate(vreinterpretq_f32_f16(sum), a, (operand){b, 0}));
}

#include "../shared/peak.h"

#pragma clang attribute pop
const CKPeakLoop *const ck_peak_fp16_neonfhm = &peak_loop;
#else
const CKPeakLoop *const ck_peak_fp16_neonfhm = 0;
#endif
