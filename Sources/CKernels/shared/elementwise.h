// Loops of training, in plain C, vectorised for each instruction set.

#include "../include/CKernels.h"

/// Each operation rounds on its own, so that all instruction sets agree bit by bit.
#pragma clang fp contract(off)

/// Over elements that depend on nothing of each other: buffers are the same or do not overlap.
#define ELEMENTS(i, count) _Pragma("clang loop vectorize(assume_safety)") for (int64_t i = 0; i < count; i++)

static void clamp(const float *x, float *y, int64_t count, float low, float high) {
    ELEMENTS(i, count) {
        float bounded = x[i] < low ? low : x[i];
        y[i] = bounded > high ? high : bounded;
    }
}

static void clamp_backward(
    const float *y, const float *dY, float *dX, int64_t count, float low, float high)
{
    ELEMENTS(i, count) dX[i] = ((low < y[i]) & (y[i] < high)) ? dY[i] : 0;
}

static void add(const float *a, const float *b, float *sum, int64_t count) {
    ELEMENTS(i, count) sum[i] = a[i] + b[i];
}

static void add_scaled(const float *a, const float *b, float factor, float *sum, int64_t count) {
    ELEMENTS(i, count) sum[i] = a[i] + factor * b[i];
}

#include "elementwise_bits.h"
#include "elementwise_rows.h"
#include "elementwise_updates.h"
#include "elementwise_integers.h"

static const CKElementwise elementwise = {
    .clamp = clamp,
    .clampBackward = clamp_backward,
    .clampBits = clamp_bits,
    .bitsBackward = bits_backward,
    .add = add,
    .addScaled = add_scaled,
    .sgd = sgd,
    .momentum = momentum,
    .adam = adam,
    .biasClamp = bias_clamp,
    .columnSums = column_sums,
    .moments = moments,
    .normalize = normalize,
    .normalizeParameterGradients = normalize_parameter_gradients,
    .normalizeLiveInputGradient = normalize_live_input_gradient,
    .normalizeFrozenInputGradient = normalize_frozen_input_gradient,
    .scaleIntegers = scale_integers,
    .largestOfColumns = largest_of_columns,
    .quantizeRows = quantize_rows,
    .moveIntegers = move_integers,
};
