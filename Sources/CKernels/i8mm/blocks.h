// The tile of SMMLA, which adds to a block of 2×2 sums the products of two rows' and two columns' words of
// eight bytes.
//
// Of two rows' sums of one vector of columns, the first row's place holds the block of its first two columns,
// the second row's that of the other two: {row 0: c0, c1, row 1: c0, c1}, {row 0: c2, c3, row 1: c2, c3}.
// Rows without a second one take themselves as such; that half of their blocks is not stored.

#define TILE_HELD_ROWS(rows) (((rows) + 1) / 2 * 2)

INLINE accumulator tile_start(const char *panel, const int r, const int v) {
    int64x2_t biases = vreinterpretq_s64_s32(vint_load(panel + v * VECTOR_BYTES));
    return vreinterpretq_s32_s64(r % 2 == 0 ? vdupq_laneq_s64(biases, 0) : vdupq_laneq_s64(biases, 1));
}

INLINE void tile_multiply(
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
INLINE const char *tile_second(const int rows, const char *const *a, const int r) {
    return a[r + 1 < rows ? r + 1 : r];
}

INLINE void tile_step(
    const int rows, const int nv, accumulator (*sums)[PANEL_VECTORS], const char *const *a, int64_t k,
    const char *w)
{
    int8x16_t pairs[TILE_MOST_ROWS / 2];
    UNROLLED for (int r = 0; r < rows; r += 2)
        pairs[r / 2] = vcombine_s8(
            vld1_s8((const int8_t *)a[r] + k * WORD_BYTES),
            vld1_s8((const int8_t *)tile_second(rows, a, r) + k * WORD_BYTES));
    tile_multiply(rows, nv, sums, pairs, w);
}

INLINE void tile_lanes(
    const int rows, const int nv, const int sets, accumulator (*sums)[TILE_MOST_ROWS][PANEL_VECTORS],
    const char *const *a, int64_t k, const char *w)
{
    int8x16_t even[TILE_MOST_ROWS / 2], odd[TILE_MOST_ROWS / 2];
    UNROLLED for (int r = 0; r < rows; r += 2) {
        vint first = vint_load(a[r] + k * WORD_BYTES);
        vint second = vint_load(tile_second(rows, a, r) + k * WORD_BYTES);
        int64x2_t x = vreinterpretq_s64_s32(first), y = vreinterpretq_s64_s32(second);
        even[r / 2] = vreinterpretq_s8_s64(vzip1q_s64(x, y));
        odd[r / 2] = vreinterpretq_s8_s64(vzip2q_s64(x, y));
    }
    tile_multiply(rows, nv, sums[0], even, w);
    tile_multiply(rows, nv, sums[1 % sets], odd, w + nv * WEIGHT_BYTES);
}

/// Turns the blocks into rows.
INLINE void tile_end(const int rows, const int nv, accumulator (*sums)[PANEL_VECTORS]) {
    UNROLLED for (int r = 0; r < rows; r += 2)
        UNROLLED for (int v = 0; v < nv; v++) {
            int64x2_t first = vreinterpretq_s64_s32(sums[r][v]), second = vreinterpretq_s64_s32(sums[r + 1][v]);
            sums[r][v] = vreinterpretq_s32_s64(vzip1q_s64(first, second));
            sums[r + 1][v] = vreinterpretq_s32_s64(vzip2q_s64(first, second));
        }
}
