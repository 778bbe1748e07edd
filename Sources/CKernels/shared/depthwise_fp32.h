// FP32 depthwise convolution: one vector of channels, one tap at a time.

#include "../include/CKernels.h"
#include "fp32.h"

#define GROUP 1
#define HEADER 1
#define VECTORS 1
#define TILE_PIXELS 8

typedef vfloat accumulator;

/// Whole vectors are loaded: the last pixel's must not pass the input's end.
INLINE int image_is_direct(const CKLayer *l) { return l->inputChannels % LANES == 0; }

INLINE int64_t unit_lane(int64_t channel) { return channel; }

INLINE accumulator unit_start(const char *header, int v) { return vfloat_load(header); }

INLINE void unit_step(accumulator *sums, const char *pixel, const int64_t *offsets, const char *weights) {
    sums[0] = vfloat_fma(vfloat_load(pixel + offsets[0]), vfloat_load(weights), sums[0]);
}

INLINE void unit_finish(
    const finisher *f, const accumulator *sums, const char *header, float *output, int64_t channels)
{
    vfloat_store(output, vfloat_clamp(sums[0], f->low, f->high), channels);
}

INLINE void pack_lane(
    const CKLayer *l, void *header, int64_t lane, int64_t channel, const float *weights, const float *bias,
    const float *multipliers)
{
    ((float *)header)[lane] = bias[channel];
}

#include "depthwise.h"
