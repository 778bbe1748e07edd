// Depthwise convolution over an image, vectors along the channels.
//
// Channels are cut into units of VECTORS vectors. Weights are packed a unit after the other: a header
// (biases, for INT8 multipliers too), then for each group of GROUP taps its vectors. A tile keeps up
// to TILE_PIXELS pixels of one unit in registers; taps are found through a table of offsets.
//
// The file that includes this defines, beside the image's (image.h),
//   accumulator, VECTORS, GROUP, HEADER, TILE_PIXELS (at most 8), unit_header(...)
//   unit_start(header, v)
//   unit_step(sums, taps, weights): adds a group's taps, `taps[g]` its operands' addresses
//   unit_finish(layer, sums, header, output, count)

#include "image.h"

#define UNIT_CHANNELS (VECTORS * LANES)
#define VECTOR_BYTES (LANES * 4)
#define UNROLLED _Pragma("clang loop unroll(full)")

INLINE int64_t tap_groups(const CKLayer *l) {
    return (l->kernelHeight * l->kernelWidth + GROUP - 1) / GROUP;
}
INLINE int64_t unit_count(const CKLayer *l) {
    return (l->outputChannels + UNIT_CHANNELS - 1) / UNIT_CHANNELS;
}
INLINE int64_t unit_bytes(const CKLayer *l) {
    return (HEADER + tap_groups(l)) * VECTORS * VECTOR_BYTES;
}

INLINE void tile(
    const int pixels, const CKLayer *l, const char *const *a, const int64_t *offsets, const char *unit,
    output_element *output, int64_t channels)
{
    accumulator sums[8][VECTORS];
    UNROLLED for (int r = 0; r < pixels; r++)
        UNROLLED for (int v = 0; v < VECTORS; v++) sums[r][v] = unit_start(unit, v);
    const char *w = unit + HEADER * VECTORS * VECTOR_BYTES;
    for (int64_t t = 0; t < tap_groups(l); t++, w += VECTORS * VECTOR_BYTES)
        UNROLLED for (int r = 0; r < pixels; r++) unit_step(sums[r], a[r], offsets + t * GROUP, w);
    UNROLLED for (int r = 0; r < pixels; r++)
        unit_finish(l, sums[r], unit, output + r * l->outputChannels, channels);
}

typedef void (*Tile)(
    const CKLayer *, const char *const *, const int64_t *, const char *, output_element *, int64_t);

#define TILE(P)                                                                                         \
    static void tile_##P(                                                                               \
        const CKLayer *l, const char *const *a, const int64_t *offsets, const char *unit,               \
        output_element *output, int64_t channels)                                                       \
    {                                                                                                   \
        tile(P, l, a, offsets, unit, output, channels);                                                 \
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
    int64_t n = l->outputChannels, taps = l->kernelHeight * l->kernelWidth;
    memset(packed, 0, (size_t)depthwise_packed_bytes(l));
    for (int64_t u = 0; u < unit_count(l); u++) {
        int64_t channel = u * UNIT_CHANNELS;
        int64_t channels = n - channel < UNIT_CHANNELS ? n - channel : UNIT_CHANNELS;
        char *unit = (char *)packed + u * unit_bytes(l);
        pack_header(l, unit, channel, channels, weights, bias, multipliers);
        packed_element *to = (packed_element *)(unit + HEADER * VECTORS * VECTOR_BYTES);
        for (int64_t t = 0; t < taps; t++)
            for (int64_t i = 0; i < channels; i++)
                to[(t / GROUP * UNIT_CHANNELS + unit_lane(i)) * GROUP + t % GROUP] =
                    ((const weight_element *)weights)[t * n + channel + i];
    }
}

static void depthwise_run(
    const CKLayer *l, const void *packed, const void *input, void *output, void *workspace)
{
    int64_t *offsets = workspace;
    Image image = image_make(l, input, (char *)workspace + offsets_bytes(l));
    int64_t pixelBytes = l->inputChannels * (int64_t)sizeof(image_element);
    for (int64_t t = 0; t < tap_groups(l) * GROUP; t++) {
        // A group's last taps may not exist: their weights are 0, any address will do.
        int64_t tap = t < l->kernelHeight * l->kernelWidth ? t : 0;
        offsets[t] = tap / l->kernelWidth * image.rowBytes + tap % l->kernelWidth * pixelBytes;
    }
    int64_t m = l->outputHeight * l->outputWidth, n = l->outputChannels;
    int64_t count = (m + TILE_PIXELS - 1) / TILE_PIXELS, base = m / count, larger = m % count;
    output_element *to = output;
    Cursor cursor = {0, 0};
    for (int64_t t = 0; t < count; t++) {
        int64_t pixels = base + (t < larger);
        const char *a[8];
        cursor_next(&cursor, &image, l, pixels, a);
        for (int64_t u = 0; u < unit_count(l); u++) {
            int64_t channel = u * UNIT_CHANNELS;
            int64_t channels = n - channel < UNIT_CHANNELS ? n - channel : UNIT_CHANNELS;
            tiles[pixels - 1](
                l, a, offsets, (const char *)packed + u * unit_bytes(l), to + channel, channels);
            for (int64_t r = 0; r < pixels; r++) a[r] += UNIT_CHANNELS * (int64_t)sizeof(image_element);
        }
        to += pixels * n;
    }
}

static const CKKernels depthwise_kernels = {
    depthwise_packed_bytes, depthwise_workspace_bytes, depthwise_pack, depthwise_run};
