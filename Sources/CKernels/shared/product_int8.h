// INT8 product: a word is two int16 (IMAGE_OF_BYTES 0) or four bytes (1), unless GROUP is defined; sums are int32,
// exact. The including file defines vint_dot16 or vint_dot8(sum, word, weights), and with WORD_IS_SPECIAL `word`
// and word_broadcast, too.

#include "int8.h"

#define HEADER 2

typedef vint accumulator, operand;
#if !defined(WORD_IS_SPECIAL)
typedef vint word;
INLINE word word_broadcast(const void *p) { return vint_broadcast(p); }
#endif

// Names alone: not every step uses these, nor does every instruction set have them.
#define word_lane vint_lane
#if IMAGE_OF_BYTES
#define accumulate vint_dot8
#if !defined(GROUP)
#define GROUP 4
#endif
INLINE int image_is_direct(const CKLayer *l) {
    return !IMAGE_IS_SHIFTED(l) && l->kernelWidth * l->inputChannels % GROUP == 0;
}
#else
#define accumulate vint_dot16
#define GROUP 2
INLINE int image_is_direct(const CKLayer *l) { return 0; }
#endif

INLINE operand operand_load(const void *p) { return vint_load(p); }
INLINE accumulator accumulator_zero(void) { return vint_zero(); }
INLINE accumulator accumulator_add(accumulator a, accumulator b) { return vint_add(a, b); }
INLINE accumulator accumulator_start(const char *panel, int v) { return vint_load(panel + v * LANES * 4); }

INLINE void finish_row(
    const finisher *f, const accumulator *sums, const char *panel, const int nv, uint8_t *output,
    int64_t lastLanes)
{
    requantize_store(output, f, sums, panel + nv * LANES * 4, nv, lastLanes);
}

INLINE void pack_header(
    const CKLayer *l, void *header, int64_t column, int64_t columns, int64_t lanes, const int8_t *weights,
    const int32_t *bias, const float *multipliers)
{
    memset(header, 0, (size_t)lanes * 8);
    correct_biases(
        l, header, l->kernelHeight * l->kernelWidth * l->inputChannels, column, columns, weights, bias);
    memcpy((float *)header + lanes, multipliers + column, (size_t)columns * 4);
}

#include "product.h"
