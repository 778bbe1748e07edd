#pragma once
// What training needs beside products: activations, updates of parameters, sums over rows, batch
// normalisation; all in FP32.
//
// Operations are rounded one by one and rows are summed in the same order everywhere: results are equal
// bit by bit on all instruction sets. NaN and infinities go the way of IEEE 754. A result may be written over
// an operand of its shape, element by element, but not a sum; nothing else overlaps, and nothing outside
// the buffers is touched; a count of 0 does nothing. Matrices are rows×columns, row-major.

#include <stdint.h>

/// The factors of a step of Adam (Kingma, Ba: "Adam: A Method for Stochastic Optimization", ICLR 2015,
/// arXiv:1412.6980, algorithm 1).
typedef struct {
    float rate, epsilon;
    /// β₁ and 1 − β₁, β₂ and 1 − β₂.
    float firstDecay, firstGain, secondDecay, secondGain;
    /// 1 / (1 − β₁^t) and 1 / (1 − β₂^t) in step t, from 1.
    float firstCorrection, secondCorrection;
} CKAdam;

/// The loops of one instruction set.
typedef struct {
    /// y = min(max(x, low), high); NaN stays NaN.
    void (*clamp)(const float *x, float *y, int64_t count, float low, float high);
    /// dX = dY where low < y < high, else 0, whatever dY is there; y is the output, and where it is NaN dX is 0.
    void (*clampBackward)(
        const float *y, const float *dY, float *dX, int64_t count, float low, float high);
    /// Bit i % 8 of byte i / 8: whether low < y < high; NaN is not. Bits beyond the last element are 0.
    void (*clampBits)(const float *y, uint8_t *bits, int64_t count, float low, float high);
    /// dX = dY where the element's bit is set, else 0, whatever dY is there.
    void (*bitsBackward)(const uint8_t *bits, const float *dY, float *dX, int64_t count);
    /// sum = a + b.
    void (*add)(const float *a, const float *b, float *sum, int64_t count);
    /// sum = a + factor·b.
    void (*addScaled)(const float *a, const float *b, float factor, float *sum, int64_t count);

    /// w −= rate·(g + decay·w).
    void (*sgd)(float *w, const float *g, int64_t count, float rate, float decay);
    /// v = momentum·v + (g + decay·w); w −= rate·v.
    void (*momentum)(
        float *w, const float *g, float *v, int64_t count, float rate, float momentum, float decay);
    /// m = β₁·m + (1 − β₁)·g; v = β₂·v + (1 − β₂)·g²; w −= rate·m̂ / (√v̂ + ε) with the corrected m̂, v̂.
    void (*adam)(float *w, const float *g, float *m, float *v, int64_t count, const CKAdam *factors);

    /// y = min(max(x + bias, low), high) with one bias a column; NaN stays NaN.
    void (*biasClamp)(
        const float *x, const float *bias, float *y, int64_t rows, int64_t columns, float low, float high);
    /// The sum of each column; 0 without rows.
    void (*columnSums)(const float *matrix, int64_t rows, int64_t columns, float *sums);

    /// Mean and biased variance of each column of at least one row, the variance in a second pass around the mean.
    void (*moments)(const float *x, int64_t rows, int64_t columns, float *mean, float *variance);
    /// y = (x − mean)·inverse·gamma + beta, column by column.
    void (*normalize)(
        const float *x, int64_t rows, int64_t columns, const float *mean, const float *inverse,
        const float *gamma, const float *beta, float *y);
    /// dGamma = Σ dY·(x − mean)·inverse and dBeta = Σ dY over the rows.
    void (*normalizeParameterGradients)(
        const float *x, const float *dY, int64_t rows, int64_t columns, const float *mean,
        const float *inverse, float *dGamma, float *dBeta);
    /// dX where mean and inverse were the rows' own (Ioffe, Szegedy: "Batch Normalization", ICML 2015,
    /// arXiv:1502.03167, section 3): gamma·inverse·(dY − dBeta/rows − (x − mean)·inverse·dGamma/rows).
    void (*normalizeLiveInputGradient)(
        const float *x, const float *dY, int64_t rows, int64_t columns, const float *mean,
        const float *inverse, const float *gamma, const float *dGamma, const float *dBeta, float *dX);
    /// dX where they were constants: dY·gamma·inverse.
    void (*normalizeFrozenInputGradient)(
        const float *dY, int64_t rows, int64_t columns, const float *inverse, const float *gamma, float *dX);

    /// w = q·scale, one scale a column.
    void (*scaleIntegers)(const int8_t *q, const float *scales, float *w, int64_t rows, int64_t columns);
    /// The largest magnitude of each column; 0 without rows, NaN where there is one.
    void (*largestOfColumns)(const float *w, int64_t rows, int64_t columns, float *largest);
    /// q = w / scale, rounded to nearest, ties to even, within ±limit ≤ 127; a NaN becomes −limit.
    void (*quantizeRows)(
        const float *w, const float *scales, int64_t rows, int64_t columns, float limit, int8_t *q);
    /// q += change, rounded to nearest or, with the sixteen words of `lanes`, each other than 0, at random so that the mean is the
    /// change; within ±limit ≤ 127, a NaN becomes −limit. The change is (w − q·scale) / scale, or w − q where it is not scaled.
    void (*moveIntegers)(
        int8_t *q, const float *w, const float *scales, int64_t rows, int64_t columns, float limit, int32_t isScaled,
        uint32_t *lanes);
} CKElementwise;

/// The compiler's baseline is NEON on aarch64.
extern const CKElementwise *const ck_elementwise_baseline;
extern const CKElementwise *const ck_elementwise_avx2, *const ck_elementwise_avx512;
