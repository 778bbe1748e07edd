// Peak loops of tiles: four independent tiles of sums, all operands in tiles.
//
// The file that includes this and dot_int8.h or dot_bf16.h defines
//   PEAK_WORD                       an operand's elements, each a 1, 4 bytes of them
//   PEAK_ELEMENT                    of a sum

#define PEAK_STEPS 16

/// The sum of all sums: so many products, as each is 1.
static double peak_run(int64_t iterations) {
    tiles_configure(TILE_MAX_ROWS, TILE_MAX_DEPTH);
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    uint32_t operand[TILE_MAX_ROWS * TILE_MAX_DEPTH / 4];
    for (int i = 0; i < TILE_MAX_ROWS * TILE_MAX_DEPTH / 4; i++) operand[i] = PEAK_WORD;
    _tile_loadd(4, operand, TILE_MAX_DEPTH);
    _tile_loadd(5, operand, TILE_MAX_DEPTH);
    _tile_loadd(6, operand, TILE_MAX_DEPTH);
    _tile_loadd(7, operand, TILE_MAX_DEPTH);
    for (int64_t n = 0; n < iterations; n++)
        UNROLLED for (int s = 0; s < PEAK_STEPS; s++) {
            TILE_MULTIPLY(0, 0, 4, 6);
            TILE_MULTIPLY(0, 1, 4, 7);
            TILE_MULTIPLY(0, 2, 5, 6);
            TILE_MULTIPLY(0, 3, 5, 7);
        }
    PEAK_ELEMENT sums[4][TILE_MAX_ROWS * TILE_COLUMNS];
    _tile_stored(0, sums[0], TILE_COLUMNS * 4);
    _tile_stored(1, sums[1], TILE_COLUMNS * 4);
    _tile_stored(2, sums[2], TILE_COLUMNS * 4);
    _tile_stored(3, sums[3], TILE_COLUMNS * 4);
    _tile_release();
    double total = 0;
    for (int t = 0; t < 4; t++)
        for (int i = 0; i < TILE_MAX_ROWS * TILE_COLUMNS; i++) total += (double)sums[t][i];
    return total;
}

static const CKPeakLoop peak_loop = {
    (int64_t)PEAK_STEPS * 4 * TILE_MAX_ROWS * TILE_COLUMNS * TILE_MAX_DEPTH / 4 * TILE_GROUP, peak_run};
