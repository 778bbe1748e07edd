// One word of each row, in all lanes, multiplied with that word of the weights.

#include "words.h"

INLINE void word_step(
    const int rows, const int nv, accumulator (*sums)[PANEL_VECTORS], const char *const *a, int64_t k,
    const char *w)
{
    operand weights[PANEL_VECTORS];
    UNROLLED for (int v = 0; v < nv; v++) weights[v] = operand_load(w + v * WEIGHT_BYTES);
    UNROLLED for (int r = 0; r < rows; r++) {
        word x = word_broadcast(a[r] + k * WORD_BYTES);
        UNROLLED for (int v = 0; v < nv; v++) sums[r][v] = accumulate(sums[r][v], x, weights[v]);
    }
}
