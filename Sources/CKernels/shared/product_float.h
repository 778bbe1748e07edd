// What products of floating-point numbers share: sums and biases are FP32, and infinities times 0 are no
// numbers, so that no word is read beyond a run's end.

#define HEADER 1

typedef vfloat accumulator;

INLINE accumulator accumulator_zero(void) { return vfloat_zero(); }
INLINE accumulator accumulator_add(accumulator a, accumulator b) { return vfloat_add(a, b); }
INLINE accumulator accumulator_start(const char *panel, int v) {
    return vfloat_load(panel + v * LANES * 4);
}

INLINE void finish_row(
    const finisher *f, const accumulator *sums, const char *panel, const int nv, output_element *output,
    int64_t lastLanes)
{
    UNROLLED for (int v = 0; v < nv; v++)
        output_store(
            output + v * LANES, vfloat_clamp(sums[v], f->low, f->high), v == nv - 1 ? lastLanes : LANES);
}

INLINE void pack_header(
    const CKLayer *l, void *header, int64_t column, int64_t columns, int64_t lanes,
    const weight_element *weights, const float *bias, const float *multipliers)
{
    for (int64_t i = 0; i < lanes; i++) ((float *)header)[i] = i < columns ? bias[column + i] : 0;
}

#include "product.h"
