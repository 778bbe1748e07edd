// A step that loads several words of a row at once and multiplies by lane: a broadcast (LD1R) of each would
// occupy a pipe that could multiply. The including file defines word_lane(operand, lane).

#include "broadcast.h"

#define STEP_WORDS(sets) ((sets) > LANES ? (sets) : LANES)

INLINE void step(
    const int rows, const int nv, const int sets, const int words, const Depth *depth,
    accumulator (*sums)[TILE_MOST_ROWS][PANEL_VECTORS], const char *const *a, int64_t k, const char *w)
{
    // No load may pass the end of a row.
    const int whole = words / LANES * LANES;
    UNROLLED for (int first = 0; first < whole; first += LANES) {
        operand x[TILE_MOST_ROWS];
        UNROLLED for (int r = 0; r < rows; r++) x[r] = operand_load(a[r] + (k + first) * WORD_BYTES);
        UNROLLED for (int i = 0; i < LANES; i++)
            UNROLLED for (int v = 0; v < nv; v++) {
                operand weights = operand_load(w + ((first + i) * nv + v) * WEIGHT_BYTES);
                accumulator (*set)[PANEL_VECTORS] = sums[(first + i) % sets];
                UNROLLED for (int r = 0; r < rows; r++)
                    set[r][v] = accumulate(set[r][v], word_lane(x[r], i), weights);
            }
    }
    UNROLLED for (int i = whole; i < words; i++)
        word_step(rows, nv, sums[i % sets], a, k + i, w + i * nv * WEIGHT_BYTES);
}
