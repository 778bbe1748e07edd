// Depthwise convolution over an image, vectors along the channels.
//
// Channels are cut into units of VECTORS vectors. Weights are packed a unit after the other: a header
// (biases, for INT8 multipliers too), then for each group of GROUP taps its vectors. A tile keeps up
// to TILE_PIXELS pixels of one unit in registers; taps are found through a table of offsets.
//
// The file that includes this defines, beside the image's (image.h),
//   accumulator, VECTORS, GROUP, HEADER, TILE_PIXELS (4 or 8)
//   tap_place(lane, tap)            where a lane's weight for a tap of a group lies among the group's weights
//   unit_lane(channel)              where a unit's channel lies in its vectors
//   pack_lane(layer, header, lane, channel, weights, bias, multipliers)
//   unit_start(header, v)
//   unit_step(sums, pixel, offsets, weights): adds a group of taps
//   finisher, finish_prepare(layer), unit_finish(finisher, sums, header, output, count)

#include "image.h"

#define UNIT_CHANNELS (VECTORS * LANES)
#define VECTOR_BYTES (LANES * 4)
/// A unit's weights for a group of taps.
#define GROUP_BYTES (UNIT_CHANNELS * GROUP * (int64_t)sizeof(packed_element))

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
    return HEADER * VECTORS * VECTOR_BYTES + tap_groups(l) * GROUP_BYTES;
}

/// What all tiles of a layer share.
typedef struct {
    const CKLayer *layer;
    Image image;
    /// Of the taps in the image, groups · GROUP of them, in bytes.
    const int64_t *offsets;
    int64_t groups, channels;
    const char *packed;
} Strip;

/// All units of the tile's pixels.
INLINE void tile(
    const int pixels, const Strip *job, const finisher *finishing, const char *const *a,
    output_element *output)
{
    const int64_t groups = job->groups, channels = job->channels;
    const int64_t *offsets = job->offsets;
    const char *from[TILE_PIXELS];
    UNROLLED for (int r = 0; r < pixels; r++) from[r] = a[r];
    const char *unit = job->packed;
    for (int64_t channel = 0; channel < channels; channel += UNIT_CHANNELS) {
        accumulator sums[TILE_PIXELS][VECTORS];
        UNROLLED for (int r = 0; r < pixels; r++)
            UNROLLED for (int v = 0; v < VECTORS; v++) sums[r][v] = unit_start(unit, v);
        const char *w = unit + HEADER * VECTORS * VECTOR_BYTES;
        _Pragma("clang loop unroll(disable)") for (int64_t t = 0; t < groups; t++)
            UNROLLED for (int r = 0; r < pixels; r++)
                unit_step(sums[r], from[r], offsets + t * GROUP, w + t * GROUP_BYTES);
        UNROLLED for (int r = 0; r < pixels; r++) {
            unit_finish(finishing, sums[r], unit, output + r * channels + channel, channels - channel);
            from[r] += UNIT_CHANNELS * (int64_t)sizeof(image_element);
        }
        unit = w + groups * GROUP_BYTES;
    }
}

/// `count` tiles of `pixels` pixels, one after the other; returns where the next one's output begins.
INLINE output_element *strip(
    const int pixels, const Strip *original, Cursor *cursor, output_element *output, int64_t count)
{
    // Copies: the stores of bytes might change the originals for all that the compiler knows.
    const Strip job = *original;
    const finisher finishing = finish_prepare(job.layer);
    Cursor at = *cursor;
    for (int64_t t = 0; t < count; t++, output += pixels * job.channels) {
        const char *a[TILE_PIXELS];
        cursor_next(&at, &job.image, pixels, a);
        tile(pixels, &job, &finishing, a, output);
    }
    *cursor = at;
    return output;
}

typedef output_element *(*StripFunction)(const Strip *, Cursor *, output_element *, int64_t);

#define STRIP(P)                                                                                        \
    static output_element *strip_##P(                                                                   \
        const Strip *job, Cursor *cursor, output_element *output, int64_t count)                        \
    {                                                                                                   \
        return strip(P, job, cursor, output, count);                                                    \
    }
STRIP(1) STRIP(2) STRIP(3) STRIP(4)
#if TILE_PIXELS == 8
STRIP(5) STRIP(6) STRIP(7) STRIP(8)
static const StripFunction strips[8] = {
    strip_1, strip_2, strip_3, strip_4, strip_5, strip_6, strip_7, strip_8};
#else
static const StripFunction strips[4] = {strip_1, strip_2, strip_3, strip_4};
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
            to[t / GROUP * UNIT_CHANNELS * GROUP + tap_place(lane, t % GROUP)] =
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
    Strip job = {l, image, offsets, tap_groups(l), merged_channels(l), packed};
    int64_t m = l->outputHeight * image.width, count = (m + TILE_PIXELS - 1) / TILE_PIXELS;
    int64_t pixels = m / count, larger = m % count;
    output_element *to = output;
    Cursor cursor = cursor_at(&image, 0);
    if (larger > 0) to = strips[pixels](&job, &cursor, to, larger);
    strips[pixels - 1](&job, &cursor, to, count - larger);
}

static const CKKernels depthwise_kernels = {
    depthwise_packed_bytes, depthwise_workspace_bytes, depthwise_pack, depthwise_run};
