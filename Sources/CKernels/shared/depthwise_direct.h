// Depthwise convolution that reads the input as it lies, vectors along the channels.
//
// Output pixels whose kernel lies inside the image see all taps, those at an edge fewer: the output is cut
// into regions that see the same taps, and each is computed with just these. Neither is a border filled in,
// nor is anything multiplied by it.
//
// Channels are cut into units of one vector. Weights are packed a unit after the other: its biases, then the
// taps. A tile keeps up to TILE_PIXELS pixels of one unit in registers.
//
// The file that includes this defines
//   input_element, output_element   types
//   TILE_PIXELS                     8
//   pixel_load(pointer)             a vector of input elements as vfloat
//   finisher, finish_prepare(layer), pixel_store(finisher, output, sum, count)

#include "../include/CKernels.h"

#define VECTOR_BYTES (LANES * 4)

INLINE int64_t tap_count(const CKLayer *l) { return l->kernelHeight * l->kernelWidth; }
INLINE int64_t unit_count(const CKLayer *l) { return (l->inputChannels + LANES - 1) / LANES; }
INLINE int64_t unit_bytes(const CKLayer *l) { return (1 + tap_count(l)) * VECTOR_BYTES; }

/// One axis of image and output.
typedef struct {
    /// Positions in the image and in the output, taps, image positions from one output position to the next, and those of
    /// the padding before the image.
    int64_t size, outputs, kernel, stride, pad;
    /// From position to position in the image, and from tap to tap in a unit's weights, in bytes; in the output, in elements.
    int64_t inputStep, weightStep, outputStep;
} Axis;

/// Output positions along one axis that see the same taps.
typedef struct {
    int64_t from, to;
    /// Taps, and the input position of the first one for output `from`.
    int64_t firstTap, taps, input;
} Span;

INLINE Span span_at(int64_t output, const Axis *axis) {
    int64_t start = output * axis->stride - axis->pad, first = start < 0 ? -start : 0;
    int64_t end = axis->size - start < axis->kernel ? axis->size - start : axis->kernel;
    if (first >= end) return (Span){output, output + 1, 0, 0, 0};
    // Those inside see all taps; at the edges each position may see others.
    int64_t to = output + 1;
    if (first == 0 && end == axis->kernel) {
        to = (axis->size + axis->pad - axis->kernel) / axis->stride + 1;
        to = to < axis->outputs ? to : axis->outputs;
    }
    return (Span){output, to, first, end - first, start + first};
}

/// Pixels in a line, along either axis of the image. Steps lead from pixel to pixel.
typedef struct {
    const char *input;
    output_element *output;
    int64_t inputStep, outputStep;
} Line;

/// The taps that a region sees, along and across its lines: how many, and the distance between neighbours in
/// the image and in a unit's weights.
typedef struct {
    int64_t along, across, inputAlong, inputAcross, weightsAlong, weightsAcross;
} Taps;

/// What all tiles of a region share.
typedef struct {
    const CKLayer *layer;
    /// The first unit, and in each of them the first tap that the region sees.
    const char *units;
    int64_t firstTap;
    Taps taps;
} Region;

/// Adds `taps` neighbouring taps to `pixels` of a line in `vectors` units. With a stride of 1 or 2 elements from
/// pixel to pixel each element is loaded once for all the pixels that see it; 0 stands for any other.
INLINE void add_taps(
    const int taps, const int pixels, const int vectors, const int stride, vfloat (*sums)[4], const char *x,
    int64_t inputStep, int64_t inputAlong, const char *weights, int64_t weightsAlong, int64_t unitBytes)
{
    UNROLLED for (int v = 0; v < vectors; v++) {
        vfloat w[3];
        UNROLLED for (int d = 0; d < taps; d++) w[d] = vfloat_load(weights + d * weightsAlong + v * unitBytes);
        const char *from = x + v * LANES * (int64_t)sizeof(input_element);
        if (stride == 0) {
            UNROLLED for (int d = 0; d < taps; d++)
                UNROLLED for (int p = 0; p < pixels; p++)
                    sums[p][v] = vfloat_fma(
                        pixel_load(from + p * inputStep + d * inputAlong), w[d], sums[p][v]);
            continue;
        }
        UNROLLED for (int i = 0; i < (pixels - 1) * stride + taps; i++) {
            vfloat element = pixel_load(from + i * inputAlong);
            UNROLLED for (int d = 0; d < taps; d++)
                if (i >= d && (i - d) % stride == 0 && (i - d) / stride < pixels)
                    sums[(i - d) / stride][v] = vfloat_fma(element, w[d], sums[(i - d) / stride][v]);
        }
    }
}

/// `pixels` of a line in `vectors` units. `along` is the number of taps along the line up to 3, as it is
/// for most kernels, or 0.
INLINE void tile(
    const int pixels, const int vectors, const int stride, const int along, const Region *region, Line line, int64_t channel,
    const char *unit, int64_t unitBytes, const finisher *finishing)
{
    const Taps taps = region->taps;
    vfloat sums[TILE_PIXELS][4];
    UNROLLED for (int p = 0; p < pixels; p++)
        UNROLLED for (int v = 0; v < vectors; v++) sums[p][v] = vfloat_load(unit + v * unitBytes);
    const char *x = line.input + channel * (int64_t)sizeof(input_element), *weights = unit + region->firstTap;
#define ADD(N)                                                                                                \
    add_taps(                                                                                                 \
        N, pixels, vectors, stride, sums, x + d * taps.inputAlong, line.inputStep, taps.inputAlong,           \
        weights + d * taps.weightsAlong, taps.weightsAlong, unitBytes)
    _Pragma("clang loop unroll(disable)") for (int64_t t = 0; t < taps.across; t++) {
        int64_t d = 0;
        if (along > 0) {
            ADD(along);
        } else {
            _Pragma("clang loop unroll(disable)") for (; d + 3 <= taps.along; d += 3) ADD(3);
            if (d + 2 == taps.along) ADD(2);
            else if (d < taps.along) ADD(1);
        }
        x += taps.inputAcross;
        weights += taps.weightsAcross;
    }
#undef ADD
    int64_t channels = region->layer->inputChannels - channel;
    UNROLLED for (int p = 0; p < pixels; p++)
        UNROLLED for (int v = 0; v < vectors; v++)
            pixel_store(
                finishing, line.output + p * line.outputStep + channel + v * LANES, sums[p][v],
                channels - v * LANES);
}

/// All units of `pixels` of a line: few pixels take several units at a time, so that there are enough sums.
INLINE void tile_units(
    const int pixels, const int stride, const int along, const Region *region, const Line *line,
    const finisher *finishing)
{
    const int vectors = pixels <= 2 ? 4 : pixels <= 4 ? 2 : 1;
    const Line at = *line;
    int64_t bytes = unit_bytes(region->layer), channels = region->layer->inputChannels, channel = 0;
    const char *unit = region->units;
    for (; channel + (vectors - 1) * LANES < channels; channel += vectors * LANES, unit += vectors * bytes)
        tile(pixels, vectors, stride, along, region, at, channel, unit, bytes, finishing);
    if (vectors > 1)
        for (; channel < channels; channel += LANES, unit += bytes)
            tile(pixels, 1, stride, along, region, at, channel, unit, bytes, finishing);
}

/// `count` pixels of a line in tiles that differ by at most one pixel.
INLINE void line_of(const int stride, const int along, const Region *region, Line line, int64_t count) {
    const finisher finishing = finish_prepare(region->layer);
    for (uint32_t left = (uint32_t)count, tiles = (left + TILE_PIXELS - 1) / TILE_PIXELS; left > 0; tiles--) {
        uint32_t pixels = tiles == 1 ? left : (left + tiles - 1) / tiles;
#define TILE(P) case P: tile_units(P, P == 1 ? 0 : stride, along, region, &line, &finishing); break;
        switch (pixels) { TILE(1) TILE(2) TILE(3) TILE(4) TILE(5) TILE(6) TILE(7) TILE(8) }
#undef TILE
        line.input += pixels * line.inputStep;
        line.output += pixels * line.outputStep;
        left -= pixels;
    }
}

#define LINE(S, A)                                                                  \
    static void line_##S##_##A(const Region *region, Line line, int64_t count) {    \
        line_of(S, A, region, line, count);                                         \
    }
LINE(0, 0) LINE(1, 0) LINE(1, 1) LINE(1, 2) LINE(1, 3) LINE(2, 2) LINE(2, 3)

typedef void (*LineFunction)(const Region *, Line, int64_t);

INLINE LineFunction line_function(const Taps *taps, int64_t inputStep) {
    if (inputStep == taps->inputAlong)
        return taps->along == 3 ? line_1_3 : taps->along == 2 ? line_1_2 : taps->along == 1 ? line_1_1 : line_1_0;
    if (inputStep == 2 * taps->inputAlong && taps->along == 3) return line_2_3;
    if (inputStep == 2 * taps->inputAlong && taps->along == 2) return line_2_2;
    return line_0_0;
}

/// The pixels of two spans, in lines along the longer one, or of a single pixel along more of its taps.
/// - tap: the first one's place in a unit, in bytes.
static void region_run(
    const CKLayer *l, const Axis *vertical, const Axis *horizontal, const Span *y, const Span *x, const char *packed,
    int64_t tap, const char *input, output_element *output)
{
    int64_t width = x->to - x->from, height = y->to - y->from;
    int64_t firstTap = tap + y->firstTap * vertical->weightStep + x->firstTap * horizontal->weightStep;
    const char *from = input + y->input * vertical->inputStep + x->input * horizontal->inputStep;
    output_element *to = output + y->from * vertical->outputStep + x->from * horizontal->outputStep;
    Line row = {from, to, horizontal->stride * horizontal->inputStep, horizontal->outputStep};
    Line column = {from, to, vertical->stride * vertical->inputStep, vertical->outputStep};
    if (width > height || (width == height && x->taps >= y->taps)) {
        Taps taps = {
            x->taps, y->taps, horizontal->inputStep, vertical->inputStep, horizontal->weightStep, vertical->weightStep};
        Region region = {l, packed, firstTap, taps};
        LineFunction run = line_function(&taps, row.inputStep);
        for (; height > 0; height--, row.input += column.inputStep, row.output += column.outputStep)
            run(&region, row, width);
    } else {
        Taps taps = {
            y->taps, x->taps, vertical->inputStep, horizontal->inputStep, vertical->weightStep, horizontal->weightStep};
        Region region = {l, packed, firstTap, taps};
        LineFunction run = line_function(&taps, column.inputStep);
        for (; width > 0; width--, column.input += row.inputStep, column.output += row.outputStep)
            run(&region, column, height);
    }
}

/// All pixels of the output.
static void regions_run(
    const CKLayer *l, const Axis *vertical, const Axis *horizontal, const char *packed, int64_t tap, const char *input,
    output_element *output)
{
    for (int64_t row = 0; row < vertical->outputs;) {
        const Span y = span_at(row, vertical);
        for (int64_t column = 0; column < horizontal->outputs;) {
            const Span x = span_at(column, horizontal);
            region_run(l, vertical, horizontal, &y, &x, packed, tap, input, output);
            column = x.to;
        }
        row = y.to;
    }
}

/// Whole vectors are loaded: where the last pixel's would pass the end of an image, the image is copied.
INLINE int image_is_copied(const CKLayer *l) { return l->inputChannels % LANES != 0; }
INLINE int64_t image_bytes(const CKLayer *l, int64_t pixels) {
    return pixels * l->inputChannels * (int64_t)sizeof(input_element);
}
INLINE int64_t image_copy_bytes(const CKLayer *l, int64_t pixels) {
    return image_is_copied(l) ? image_bytes(l, pixels) + VECTOR_BYTES : 0;
}
/// The image, or its copy in `to`.
INLINE const void *image_readable(const CKLayer *l, const void *image, int64_t pixels, void *to) {
    if (!image_is_copied(l)) return image;
    memcpy(to, image, (size_t)image_bytes(l, pixels));
    return to;
}

INLINE int64_t input_pixels(const CKLayer *l) { return l->inputHeight * l->inputWidth; }

static int64_t depthwise_packed_bytes(const CKLayer *l) { return unit_count(l) * unit_bytes(l); }

static int64_t depthwise_workspace_bytes(const CKLayer *l) { return image_copy_bytes(l, input_pixels(l)); }

/// Without `bias` zeros.
static void depthwise_pack(
    const CKLayer *l, const void *weights, const void *bias, const float *multipliers, void *packed)
{
    memset(packed, 0, (size_t)depthwise_packed_bytes(l));
    for (int64_t channel = 0; channel < l->inputChannels; channel++) {
        float *to = (float *)((char *)packed + channel / LANES * unit_bytes(l)) + channel % LANES;
        if (bias) *to = ((const float *)bias)[channel];
        for (int64_t t = 0; t < tap_count(l); t++)
            to[(1 + t) * LANES] = weight_value((const weight_element *)weights + t * l->inputChannels + channel);
    }
}

static void depthwise_run(
    const CKLayer *l, const void *packed, const void *input, void *output, void *workspace)
{
    const int64_t channels = l->inputChannels, pixel = channels * (int64_t)sizeof(input_element);
    const Axis vertical = {
        l->inputHeight, l->outputHeight, l->kernelHeight, l->strideHeight, l->padTop, l->inputWidth * pixel,
        l->kernelWidth * VECTOR_BYTES, l->outputWidth * channels};
    const Axis horizontal = {
        l->inputWidth, l->outputWidth, l->kernelWidth, l->strideWidth, l->padLeft, pixel, VECTOR_BYTES, channels};
    regions_run(
        l, &vertical, &horizontal, packed, VECTOR_BYTES, image_readable(l, input, input_pixels(l), workspace), output);
}

static const CKKernels depthwise_kernels = {
    depthwise_packed_bytes, depthwise_workspace_bytes, depthwise_pack, depthwise_run};
