// INT8 depthwise convolution: two vectors of channels, two taps at a time.
//
// Two taps' int16 vectors are interleaved into pairs for a multiply-add over pairs. Interleaving works
// inside 128-bit lanes, so the first vector holds channels 0 ... 3 of each eight and the second 4 ... 7;
// weights, biases and multipliers are packed in that order, and packing the results to bytes undoes it.

//
// With IMAGE_OF_BYTES (and IMAGE_IS_SHIFTED, see int8.h) the including file defines unit_step itself, which finds
// a pair's weights tap by tap, channels in order.

#if !defined(IMAGE_OF_BYTES)
#define IMAGE_OF_BYTES 0
#endif
#include "int8.h"

#define GROUP 2
#define HEADER 2
#define VECTORS 2
#define TILE_PIXELS 4

typedef vint accumulator;

INLINE accumulator unit_start(const char *header, int v) { return vint_load(header + v * LANES * 4); }

#if IMAGE_OF_BYTES
/// Whole units are loaded: the last pixel's must not pass the input's end.
INLINE int image_is_direct(const CKLayer *l) {
    return !IMAGE_IS_SHIFTED(l) && l->inputChannels % (VECTORS * LANES) == 0;
}

INLINE int64_t unit_lane(int64_t channel) { return channel; }
INLINE int64_t tap_place(int64_t lane, int64_t tap) { return tap * VECTORS * LANES + lane; }

INLINE void unit_finish(
    const finisher *f, const accumulator *sums, const char *header, uint8_t *output, int64_t channels)
{
    requantize_store(output, f, sums, header + VECTORS * LANES * 4, VECTORS, channels - (VECTORS - 1) * LANES);
}
#else
INLINE int image_is_direct(const CKLayer *l) { return 0; }

INLINE int64_t unit_lane(int64_t channel) {
    return (channel & 4 ? LANES : 0) + channel / 8 * 4 + (channel & 3);
}
INLINE int64_t tap_place(int64_t lane, int64_t tap) { return lane * GROUP + tap; }

INLINE void unit_step(accumulator *sums, const char *pixel, const int64_t *offsets, const char *weights) {
    vint first = vint_load(pixel + offsets[0]), second = vint_load(pixel + offsets[1]);
    sums[0] = vint_dot16(sums[0], vint_interleave_low(first, second), vint_load(weights));
    sums[1] = vint_dot16(sums[1], vint_interleave_high(first, second), vint_load(weights + LANES * 4));
}

INLINE void unit_finish(
    const finisher *f, const accumulator *sums, const char *header, uint8_t *output, int64_t channels)
{
    requantize_store_interleaved(output, f, sums, header + 2 * LANES * 4, channels);
}
#endif

INLINE void pack_lane(
    const CKLayer *l, void *header, int64_t lane, int64_t channel, const int8_t *weights, const int32_t *bias,
    const float *multipliers)
{
    uint32_t sum = 0;
    for (int64_t t = 0; t < l->kernelHeight * l->kernelWidth; t++)
        sum += (uint32_t)(int32_t)weights[t * l->outputChannels + channel];
    ((uint32_t *)header)[lane] = (uint32_t)bias[channel] - (uint32_t)image_zero(l) * sum;
    ((float *)header)[2 * LANES + lane] = multipliers[channel];
}

#include "depthwise.h"
