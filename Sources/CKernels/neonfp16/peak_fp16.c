#include "../include/CKernels.h"

#if defined(__aarch64__)
#pragma clang attribute push(__attribute__((target("fullfp16"))), apply_to = function)

#include "../neon/vector.h"

#define PEAK_CHAINS 16
#define PEAK_MACS (2 * LANES)
#define PEAK_ELEMENT _Float16
#define PEAK_KEEP "+w"

// Sums in FP16: what the processor offers to those who bear their error.
typedef float16x8_t peak_vector;
INLINE float16x8_t peak_value(void) { return vdupq_n_f16(1); }
INLINE float16x8_t peak_zero(void) { return vdupq_n_f16(0); }
INLINE float16x8_t peak_step(float16x8_t sum, float16x8_t a, float16x8_t b) { return vfmaq_f16(sum, a, b); }

#include "../shared/peak.h"

#pragma clang attribute pop
const CKPeakLoop *const ck_peak_fp16_neonfp16 = &peak_loop;
#else
const CKPeakLoop *const ck_peak_fp16_neonfp16 = 0;
#endif
