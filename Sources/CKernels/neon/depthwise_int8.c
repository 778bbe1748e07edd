#include "../include/CKernels.h"

#if defined(__aarch64__)
#define IMAGE_OF_BYTES 1
// SMULL multiplies signed activations.
#define IMAGE_IS_SHIFTED(layer) (!(layer)->signedActivations)
#include "requantize.h"

/// Two taps of eight channels: the sum of two products is exact in int16, 2·128·127 = 32,512 at most.
INLINE void unit_step(vint *sums, const char *pixel, const int64_t *offsets, const char *weights) {
    int8x16_t w = vreinterpretq_s8_s32(vint_load(weights));
    int8x8_t first = vld1_s8((const int8_t *)pixel + offsets[0]);
    int8x8_t second = vld1_s8((const int8_t *)pixel + offsets[1]);
    int16x8_t pairs = vmlal_s8(vmull_s8(first, vget_low_s8(w)), second, vget_high_s8(w));
    sums[0] = vaddw_s16(sums[0], vget_low_s16(pairs));
    sums[1] = vaddw_high_s16(sums[1], pairs);
}

#include "../shared/depthwise_int8.h"

const CKKernels *const ck_depthwise_int8_neon = &depthwise_kernels;
#else
const CKKernels *const ck_depthwise_int8_neon = 0;
#endif
