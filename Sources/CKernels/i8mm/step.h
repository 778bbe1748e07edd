// The steps of SMMLA, which adds to a block of 2×2 sums the products of two rows' and two columns' words of
// eight bytes.
//
// Of two rows' sums of one vector of columns, the first row's place holds the block of its first two columns,
// the second row's that of the other two: {row 0: c0, c1, row 1: c0, c1}, {row 0: c2, c3, row 1: c2, c3}.
// Rows without a second one take themselves as such; that half of their blocks is not stored.

#include "../shared/words.h"

#define SUMS_ROWS(rows) (((rows) + 1) / 2 * 2)

/// Rows into blocks; again, and they are rows.
INLINE void sums_turn(const int rows, const int nv, accumulator (*sums)[PANEL_VECTORS]) {
    UNROLLED for (int r = 0; r < rows; r += 2)
        UNROLLED for (int v = 0; v < nv; v++) {
            int64x2_t first = vreinterpretq_s64_s32(sums[r][v]), second = vreinterpretq_s64_s32(sums[r + 1][v]);
            sums[r][v] = vreinterpretq_s32_s64(vzip1q_s64(first, second));
            sums[r + 1][v] = vreinterpretq_s32_s64(vzip2q_s64(first, second));
        }
}

INLINE void pairs_multiply(
    const int rows, const int nv, accumulator (*sums)[PANEL_VECTORS], const int8x16_t *pairs, const char *w)
{
    UNROLLED for (int v = 0; v < nv; v++) {
        int8x16_t first = vreinterpretq_s8_s32(vint_load(w + v * WEIGHT_BYTES));
        int8x16_t second = vreinterpretq_s8_s32(vint_load(w + v * WEIGHT_BYTES + WEIGHT_BYTES / 2));
        UNROLLED for (int r = 0; r < rows; r += 2) {
            sums[r][v] = vmmlaq_s32(sums[r][v], pairs[r / 2], first);
            sums[r + 1][v] = vmmlaq_s32(sums[r + 1][v], pairs[r / 2], second);
        }
    }
}

/// The row that a pair's second half takes its words from.
INLINE const char *second_row(const int rows, const char *const *a, const int r) {
    return a[r + 1 < rows ? r + 1 : r];
}

// A load takes two words.
#define STEP_WORDS(sets) ((sets) > 2 ? (sets) : 2)

INLINE void step(
    const int rows, const int nv, const int sets, const int words, const Depth *depth,
    accumulator (*sums)[TILE_MOST_ROWS][PANEL_VECTORS], const char *const *a, int64_t k, const char *w)
{
    int8x16_t even[TILE_MOST_ROWS / 2], odd[TILE_MOST_ROWS / 2];
    if (words == 1) {
        UNROLLED for (int r = 0; r < rows; r += 2)
            even[r / 2] = vcombine_s8(
                vld1_s8((const int8_t *)a[r] + k * WORD_BYTES),
                vld1_s8((const int8_t *)second_row(rows, a, r) + k * WORD_BYTES));
        pairs_multiply(rows, nv, sums[0], even, w);
        return;
    }
    UNROLLED for (int i = 0; i < words; i += 2) {
        UNROLLED for (int r = 0; r < rows; r += 2) {
            vint first = vint_load(a[r] + (k + i) * WORD_BYTES);
            vint second = vint_load(second_row(rows, a, r) + (k + i) * WORD_BYTES);
            int64x2_t x = vreinterpretq_s64_s32(first), y = vreinterpretq_s64_s32(second);
            even[r / 2] = vreinterpretq_s8_s64(vzip1q_s64(x, y));
            odd[r / 2] = vreinterpretq_s8_s64(vzip2q_s64(x, y));
        }
        pairs_multiply(rows, nv, sums[i % sets], even, w + i * nv * WEIGHT_BYTES);
        pairs_multiply(rows, nv, sums[(i + 1) % sets], odd, w + (i + 1) * nv * WEIGHT_BYTES);
    }
}
