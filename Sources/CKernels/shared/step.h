// A step of one word for each set of sums.

#include "broadcast.h"

#define STEP_WORDS(sets) (sets)

INLINE void step(
    const int rows, const int nv, const int sets, const int words, const Depth *depth,
    accumulator (*sums)[TILE_MOST_ROWS][PANEL_VECTORS], const char *const *a, int64_t k, const char *w)
{
    UNROLLED for (int i = 0; i < words; i++)
        word_step(rows, nv, sums[i % sets], a, k + i, w + i * nv * WEIGHT_BYTES);
}
