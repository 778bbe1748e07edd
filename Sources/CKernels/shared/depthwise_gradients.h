// Depthwise layers in FP32 with their gradients, vectors along the channels.
//
// By the input: what an input pixel gets comes from the output pixels whose taps cover it. Of input pixels a stride apart
// these are the same taps, so that each such phase is a depthwise convolution of the output's gradient with stride 1 and
// with every stride-th tap, from the last to the first; the forward kernel computes it.
//
// By the weights: the output pixels of a region, which see the same taps, are summed unit by unit, with the sums of a block of
// these taps in registers. (A bordered copy of the input, of which all pixels see all taps, was slower: what the copy takes
// is more than what regions of few pixels do.)

#define PIXEL_ACTIVATION(finisher, sum) (sum)
#include "depthwise_fp32.h"

/// A phase along one axis as an axis of the forward kernel, from the output's gradient to the input's.
typedef struct {
    Axis axis;
    /// The tap that the forward kernel takes first.
    int64_t tap;
} Phase;

/// - input: the first input position.
/// - axis: of the layer, with the steps of its gradients' images and those of its taps.
INLINE Phase phase_at(int64_t input, const Axis *axis) {
    const int64_t s = axis->stride, least = (input + axis->pad) % s;
    const int64_t taps = least < axis->kernel ? (axis->kernel - least + s - 1) / s : 0;
    const Axis phase = {
        axis->outputs, (axis->size - input + s - 1) / s, taps, 1, taps - 1 - (input + axis->pad) / s,
        axis->inputStep, -s * axis->weightStep, s * axis->outputStep};
    return (Phase){phase, least + s * (taps - 1)};
}

INLINE int64_t output_pixels(const CKLayer *l) { return l->outputHeight * l->outputWidth; }

static int64_t input_gradient_workspace_bytes(const CKLayer *l) { return image_copy_bytes(l, output_pixels(l)); }

static void input_gradient_run(
    const CKLayer *l, const void *packed, const void *gradient, void *inputGradient, void *workspace)
{
    const int64_t channels = l->inputChannels, pixel = channels * (int64_t)sizeof(float);
    const Axis vertical = {
        l->inputHeight, l->outputHeight, l->kernelHeight, l->strideHeight, l->padTop, l->outputWidth * pixel,
        l->kernelWidth * VECTOR_BYTES, l->inputWidth * channels};
    const Axis horizontal = {
        l->inputWidth, l->outputWidth, l->kernelWidth, l->strideWidth, l->padLeft, pixel, VECTOR_BYTES, channels};
    gradient = image_readable(l, gradient, output_pixels(l), workspace);
    for (int64_t row = 0; row < l->strideHeight && row < l->inputHeight; row++) {
        const Phase y = phase_at(row, &vertical);
        for (int64_t column = 0; column < l->strideWidth && column < l->inputWidth; column++) {
            const Phase x = phase_at(column, &horizontal);
            const int64_t tap = VECTOR_BYTES + y.tap * vertical.weightStep + x.tap * horizontal.weightStep;
            regions_run(
                l, &y.axis, &x.axis, packed, tap, gradient,
                (float *)inputGradient + row * vertical.outputStep + column * horizontal.outputStep);
        }
    }
}

static const CKKernels input_gradient_kernels = {
    depthwise_packed_bytes, input_gradient_workspace_bytes, depthwise_pack, input_gradient_run};

/// Taps of a block along each axis, at most: their sums take 9 registers.
#define BLOCK_TAPS 3

/// One axis of a patch.
typedef struct {
    /// Output pixels.
    int64_t count;
    /// From one of them to the next, in the input and in the gradient; and between neighbouring taps in the input; in bytes.
    int64_t inputStep, gradientStep, inputTap;
    /// Between taps in the sums, in elements.
    int64_t sumsTap;
} PatchAxis;

/// Output pixels and a block of taps that all of them see; across is the axis of the inner loop.
typedef struct {
    PatchAxis down, across;
    int64_t channels;
} Patch;

/// The first `lanes` floats, and zeros.
INLINE vfloat lanes_load(const float *p, int64_t lanes) {
    if (lanes >= LANES) return vfloat_load(p);
    float x[LANES] = {0};
    for (int64_t i = 0; i < lanes; i++) x[i] = p[i];
    return vfloat_load(x);
}

/// Adds to the sums of rows × columns taps, all units.
/// - input: what the first tap of the first output pixel sees.
INLINE void patch_sums(
    const int rows, const int columns, const Patch *original, const char *input, const char *gradient, float *sums)
{
    // Copies, which no store to the sums can change.
    const PatchAxis down = original->down, across = original->across;
    for (int64_t lanes = original->channels; lanes > 0; lanes -= LANES) {
        vfloat s[BLOCK_TAPS][BLOCK_TAPS];
        UNROLLED for (int r = 0; r < rows; r++)
            UNROLLED for (int c = 0; c < columns; c++)
                s[r][c] = lanes_load(sums + r * down.sumsTap + c * across.sumsTap, lanes);
        const char *x = input, *g = gradient;
        for (int64_t i = 0; i < down.count; i++, x += down.inputStep, g += down.gradientStep) {
            const char *at[BLOCK_TAPS], *from = g;
            UNROLLED for (int r = 0; r < rows; r++) at[r] = x + r * down.inputTap;
            for (int64_t j = 0; j < across.count; j++, from += across.gradientStep) {
                const vfloat element = vfloat_load(from);
                UNROLLED for (int r = 0; r < rows; r++) {
                    UNROLLED for (int c = 0; c < columns; c++)
                        s[r][c] = vfloat_fma(vfloat_load(at[r] + c * across.inputTap), element, s[r][c]);
                    at[r] += across.inputStep;
                }
            }
        }
        UNROLLED for (int r = 0; r < rows; r++)
            UNROLLED for (int c = 0; c < columns; c++)
                vfloat_store(sums + r * down.sumsTap + c * across.sumsTap, s[r][c], lanes);
        input += VECTOR_BYTES;
        gradient += VECTOR_BYTES;
        sums += LANES;
    }
}

#define PATCH_SUMS(R, C)                                                                                    \
    static void patch_sums_##R##x##C(                                                                       \
        const Patch *patch, const char *input, const char *gradient, float *sums)                           \
    {                                                                                                       \
        patch_sums(R, C, patch, input, gradient, sums);                                                     \
    }
PATCH_SUMS(1, 1) PATCH_SUMS(1, 2) PATCH_SUMS(1, 3)
PATCH_SUMS(2, 1) PATCH_SUMS(2, 2) PATCH_SUMS(2, 3)
PATCH_SUMS(3, 1) PATCH_SUMS(3, 2) PATCH_SUMS(3, 3)

typedef void (*PatchSums)(const Patch *, const char *, const char *, float *);
static const PatchSums patch_sums_of[BLOCK_TAPS][BLOCK_TAPS] = {
    {patch_sums_1x1, patch_sums_1x2, patch_sums_1x3},
    {patch_sums_2x1, patch_sums_2x2, patch_sums_2x3},
    {patch_sums_3x1, patch_sums_3x2, patch_sums_3x3},
};

INLINE PatchAxis patch_axis(const Axis *axis, const Span *span) {
    return (PatchAxis){
        span->to - span->from, axis->stride * axis->inputStep, axis->outputStep, axis->inputStep, axis->weightStep};
}

/// The pixels of two spans, along the longer one; their taps are taken in blocks of nearly equal size.
static void region_sums(
    int64_t channels, const Axis *vertical, const Axis *horizontal, const Span *y, const Span *x, const char *input,
    const char *gradient, float *sums)
{
    if (y->to - y->from > x->to - x->from) {
        region_sums(channels, horizontal, vertical, x, y, input, gradient, sums);
        return;
    }
    const Patch patch = {patch_axis(vertical, y), patch_axis(horizontal, x), channels};
    const int64_t down = (y->taps + BLOCK_TAPS - 1) / BLOCK_TAPS, across = (x->taps + BLOCK_TAPS - 1) / BLOCK_TAPS;
    input += y->input * vertical->inputStep + x->input * horizontal->inputStep;
    gradient += y->from * vertical->outputStep + x->from * horizontal->outputStep;
    sums += y->firstTap * vertical->weightStep + x->firstTap * horizontal->weightStep;
    for (int64_t i = 0; i < down; i++)
        for (int64_t j = 0; j < across; j++) {
            const int64_t row = y->taps * i / down, rows = y->taps * (i + 1) / down - row;
            const int64_t column = x->taps * j / across, columns = x->taps * (j + 1) / across - column;
            patch_sums_of[rows - 1][columns - 1](
                &patch, input + row * vertical->inputStep + column * horizontal->inputStep, gradient,
                sums + row * vertical->weightStep + column * horizontal->weightStep);
        }
}

static int64_t weight_gradient_workspace_bytes(const CKLayer *l) {
    return image_copy_bytes(l, input_pixels(l)) + image_copy_bytes(l, output_pixels(l));
}

static void weight_gradient_run(
    const CKLayer *l, const float *input, const float *gradient, float *sums, void *workspace, int32_t isFirst)
{
    const int64_t channels = l->inputChannels, pixel = channels * (int64_t)sizeof(float);
    if (isFirst) memset(sums, 0, (size_t)(tap_count(l) * pixel));
    const Axis vertical = {
        l->inputHeight, l->outputHeight, l->kernelHeight, l->strideHeight, l->padTop, l->inputWidth * pixel,
        l->kernelWidth * channels, l->outputWidth * pixel};
    const Axis horizontal = {
        l->inputWidth, l->outputWidth, l->kernelWidth, l->strideWidth, l->padLeft, pixel, channels, pixel};
    const char *const elements = image_readable(l, input, input_pixels(l), workspace);
    const char *const gradients = image_readable(
        l, gradient, output_pixels(l), (char *)workspace + image_copy_bytes(l, input_pixels(l)));
    for (int64_t row = 0; row < l->outputHeight;) {
        const Span y = span_at(row, &vertical);
        for (int64_t column = 0; column < l->outputWidth;) {
            const Span x = span_at(column, &horizontal);
            region_sums(channels, &vertical, &horizontal, &y, &x, elements, gradients, sums);
            column = x.to;
        }
        row = y.to;
    }
}

static const CKDepthwiseTraining depthwise_training = {
    &depthwise_kernels, &input_gradient_kernels, weight_gradient_workspace_bytes, weight_gradient_run};
