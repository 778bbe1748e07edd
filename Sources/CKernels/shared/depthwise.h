// Depthwise convolution over an image, vectors along the channels.
//
// Channels are cut into units of VECTORS vectors. Weights are packed a unit after the other: a header
// (biases, for INT8 multipliers too), then for each group of GROUP taps its vectors. A tile keeps up
// to TILE_PIXELS pixels of one unit in registers; taps are found through a table of offsets.
//
// The file that includes this defines, beside the image's (image.h),
//   accumulator, VECTORS, GROUP, HEADER, TILE_PIXELS (4 or 8)
//   unit_lane(channel)              where a unit's channel lies in its vectors
//   pack_lane(layer, header, lane, channel, weights, bias, multipliers)
//   unit_start(header, v)
//   unit_step(sums, pixel, offsets, weights): adds a group of taps
//   finisher, finish_prepare(layer), unit_finish(finisher, sums, header, output, count)

#include "image.h"

#define UNIT_CHANNELS (VECTORS * LANES)
#define VECTOR_BYTES (LANES * 4)

INLINE int64_t tap_count(const CKLayer *l) { return l->kernelHeight * l->kernelWidth; }
INLINE int64_t tap_groups(const CKLayer *l) { return (tap_count(l) + GROUP - 1) / GROUP; }

/// Neighbours in a row that are computed as one pixel of so many times the channels, where these are too
/// few for a unit: with stride 1 the operands lie side by side as the results do.
INLINE int64_t merged_pixels(const CKLayer *l) {
    if (l->strideWidth > 1) return 1;
    int64_t count = UNIT_CHANNELS / l->inputChannels;
    while (count > 1 && l->outputWidth % count) count--;
    return count > 1 ? count : 1;
}

INLINE int64_t merged_channels(const CKLayer *l) { return merged_pixels(l) * l->inputChannels; }

INLINE int64_t unit_count(const CKLayer *l) {
    return (merged_channels(l) + UNIT_CHANNELS - 1) / UNIT_CHANNELS;
}
INLINE int64_t unit_bytes(const CKLayer *l) {
    return (HEADER + tap_groups(l)) * VECTORS * VECTOR_BYTES;
}

/// One row of units of the tile's pixels.
INLINE void tile(
    const int pixels, const CKLayer *l, const char *const *a, const int64_t *offsets, int64_t channels,
    const char *packed, output_element *output)
{
    // Read here: the stores of bytes below might change them for all that the compiler knows.
    const finisher finishing = finish_prepare(l);
    const int64_t groups = tap_groups(l);
    const char *from[TILE_PIXELS];
    UNROLLED for (int r = 0; r < pixels; r++) from[r] = a[r];
    const char *unit = packed;
    for (int64_t channel = 0; channel < channels; channel += UNIT_CHANNELS) {
        accumulator sums[TILE_PIXELS][VECTORS];
        UNROLLED for (int r = 0; r < pixels; r++)
            UNROLLED for (int v = 0; v < VECTORS; v++) sums[r][v] = unit_start(unit, v);
        const char *w = unit + HEADER * VECTORS * VECTOR_BYTES;
        _Pragma("clang loop unroll(disable)") for (int64_t t = 0; t < groups; t++)
            UNROLLED for (int r = 0; r < pixels; r++)
                unit_step(sums[r], from[r], offsets + t * GROUP, w + t * VECTORS * VECTOR_BYTES);
        UNROLLED for (int r = 0; r < pixels; r++) {
            unit_finish(&finishing, sums[r], unit, output + r * channels + channel, channels - channel);
            from[r] += UNIT_CHANNELS * (int64_t)sizeof(image_element);
        }
        unit = w + groups * VECTORS * VECTOR_BYTES;
    }
}

typedef void (*Tile)(
    const CKLayer *, const char *const *, const int64_t *, int64_t, const char *, output_element *);

#define TILE(P)                                                                                         \
    static void tile_##P(                                                                               \
        const CKLayer *l, const char *const *a, const int64_t *offsets, int64_t channels,               \
        const char *packed, output_element *output)                                                     \
    {                                                                                                   \
        tile(P, l, a, offsets, channels, packed, output);                                               \
    }
TILE(1) TILE(2) TILE(3) TILE(4)
#if TILE_PIXELS == 8
TILE(5) TILE(6) TILE(7) TILE(8)
static const Tile tiles[8] = {tile_1, tile_2, tile_3, tile_4, tile_5, tile_6, tile_7, tile_8};
#else
static const Tile tiles[4] = {tile_1, tile_2, tile_3, tile_4};
#endif

static int64_t depthwise_packed_bytes(const CKLayer *l) { return unit_count(l) * unit_bytes(l); }

/// The table of offsets lies before the image.
INLINE int64_t offsets_bytes(const CKLayer *l) { return (tap_groups(l) * GROUP * 8 + 63) & ~63; }

static int64_t depthwise_workspace_bytes(const CKLayer *l) { return offsets_bytes(l) + image_bytes(l); }

static void depthwise_pack(
    const CKLayer *l, const void *weights, const void *bias, const float *multipliers, void *packed)
{
    memset(packed, 0, (size_t)depthwise_packed_bytes(l));
    for (int64_t i = 0; i < merged_channels(l); i++) {
        char *unit = (char *)packed + i / UNIT_CHANNELS * unit_bytes(l);
        int64_t lane = unit_lane(i % UNIT_CHANNELS), channel = i % l->inputChannels;
        pack_lane(l, unit, lane, channel, weights, bias, multipliers);
        packed_element *to = (packed_element *)(unit + HEADER * VECTORS * VECTOR_BYTES);
        for (int64_t t = 0; t < tap_count(l); t++)
            to[(t / GROUP * UNIT_CHANNELS + lane) * GROUP + t % GROUP] =
                ((const weight_element *)weights)[t * l->inputChannels + channel];
    }
}

static void depthwise_run(
    const CKLayer *l, const void *packed, const void *input, void *output, void *workspace)
{
    int64_t *offsets = workspace;
    Image image = image_make(l, input, (char *)workspace + offsets_bytes(l));
    image.stepX *= merged_pixels(l);
    image.width /= merged_pixels(l);
    int64_t pixelBytes = l->inputChannels * (int64_t)sizeof(image_element);
    for (int64_t t = 0; t < tap_groups(l) * GROUP; t++) {
        // A group's last taps may not exist: their weights are 0, any address will do.
        int64_t tap = t < tap_count(l) ? t : 0;
        offsets[t] = tap / l->kernelWidth * image.rowBytes + tap % l->kernelWidth * pixelBytes;
    }
    int64_t m = l->outputHeight * image.width, channels = merged_channels(l);
    int64_t count = (m + TILE_PIXELS - 1) / TILE_PIXELS, base = m / count, larger = m % count;
    output_element *to = output;
    Cursor cursor = cursor_at(&image, 0);
    for (int64_t t = 0; t < count; t++) {
        int64_t pixels = base + (t < larger);
        const char *a[TILE_PIXELS];
        cursor_next(&cursor, &image, pixels, a);
        tiles[pixels - 1](l, a, offsets, channels, packed, to);
        to += pixels * channels;
    }
}

static const CKKernels depthwise_kernels = {
    depthwise_packed_bytes, depthwise_workspace_bytes, depthwise_pack, depthwise_run};
