// FP32 product: a word is one float.

#include "../include/CKernels.h"
#include "fp32.h"

#define GROUP 1
#define HEADER 1

typedef vfloat accumulator, operand, word;

// A name alone: only some instruction sets have it.
#define word_lane vfloat_lane

INLINE int image_is_direct(const CKLayer *l) { return 1; }

INLINE operand operand_load(const void *p) { return vfloat_load(p); }
INLINE word word_broadcast(const void *p) { return vfloat_broadcast(p); }
INLINE accumulator accumulator_zero(void) { return vfloat_zero(); }
INLINE accumulator accumulator_add(accumulator a, accumulator b) { return vfloat_add(a, b); }
INLINE accumulator accumulate(accumulator sum, word x, operand w) { return vfloat_fma(x, w, sum); }
INLINE accumulator accumulator_start(const char *panel, int v) {
    return vfloat_load(panel + v * LANES * 4);
}

INLINE void finish_row(
    const finisher *f, const accumulator *sums, const char *panel, const int nv, float *output,
    int64_t lastLanes)
{
    UNROLLED for (int v = 0; v < nv; v++)
        vfloat_store(
            output + v * LANES, vfloat_clamp(sums[v], f->low, f->high), v == nv - 1 ? lastLanes : LANES);
}

INLINE void pack_header(
    const CKLayer *l, void *header, int64_t column, int64_t columns, int64_t lanes, const float *weights,
    const float *bias, const float *multipliers)
{
    for (int64_t i = 0; i < lanes; i++) ((float *)header)[i] = i < columns ? bias[column + i] : 0;
}

#include "product.h"
