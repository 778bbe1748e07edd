// Tiles of AMX: a step computes up to 2×2 tiles of sums from two tiles of activations and two of weights.
//
// A tile has up to 16 rows of up to 64 bytes, as configured. Sums are rows × 16 int32 or float; activations
// rows × depth bytes; weights depth/4 rows of 16 columns × 4 bytes, a word of successive k of a column: four
// bytes or two numbers of 16 bits.
// Intel SDM, volume 1, chapter 18 "Programming with Intel AMX", and volume 2 for the instructions.
//
// The file that includes this (dot_int8.h, dot_bf16.h) defines
//   TILE_GROUP                      elements in a word
//   TILE_MODES                      ways to multiply, numbered from 0
//   TILE_MULTIPLY(mode, sums, a, w) a macro, as the names of tiles must be constants

#define TILE_COLUMNS 16
#define TILE_MAX_ROWS 16
#define TILE_MAX_DEPTH 64

/// The operand of LDTILECFG.
typedef struct {
    uint8_t palette, startRow, reserved[14];
    uint16_t rowBytes[16];
    uint8_t rows[16];
} TileConfiguration;

/// Names of tiles are immediate operands: sums 0 ... 3 (row, column), activations 4 and 5, weights 6 and 7.
INLINE void tiles_configure(int64_t rows, int64_t depth) {
    TileConfiguration c = {.palette = 1};
    for (int t = 0; t < 8; t++) {
        c.rows[t] = (uint8_t)(t < 6 ? rows : depth / 4);
        c.rowBytes[t] = (uint16_t)(t == 4 || t == 5 ? depth : TILE_COLUMNS * 4);
    }
    _tile_loadconfig(&c);
}

/// Sums begin with the columns' biases, the same in every row.
INLINE void tiles_start(const int rows, const int columns, const char *biases) {
    _tile_loadd(0, biases, 0);
    if (columns == 2) _tile_loadd(1, biases + TILE_COLUMNS * 4, 0);
    if (rows == 2) {
        _tile_loadd(2, biases, 0);
        if (columns == 2) _tile_loadd(3, biases + TILE_COLUMNS * 4, 0);
    }
}

/// Adds the products of `rows` tiles of activations with `columns` tiles of weights.
INLINE void tiles_multiply(
    const int mode, const int rows, const int columns, const char *const *a, int64_t offset, int64_t stride,
    const char *weights, int64_t columnBytes)
{
    _tile_loadd(6, weights, TILE_COLUMNS * 4);
    _tile_loadd(4, a[0] + offset, stride);
    TILE_MULTIPLY(mode, 0, 4, 6);
    if (columns == 2) {
        _tile_loadd(7, weights + columnBytes, TILE_COLUMNS * 4);
        TILE_MULTIPLY(mode, 1, 4, 7);
    }
    if (rows == 2) {
        _tile_loadd(5, a[1] + offset, stride);
        TILE_MULTIPLY(mode, 2, 5, 6);
        if (columns == 2) TILE_MULTIPLY(mode, 3, 5, 7);
    }
}

/// Of 2 tiles of rows: 16 rows, each of 2·16 columns, int32 or float.
typedef int32_t TileSums[2][TILE_MAX_ROWS][2 * TILE_COLUMNS] __attribute__((aligned(64)));

INLINE void tiles_store(const int rows, const int columns, TileSums sums) {
    const int64_t stride = sizeof sums[0][0];
    _tile_stored(0, &sums[0][0][0], stride);
    if (columns == 2) _tile_stored(1, &sums[0][0][TILE_COLUMNS], stride);
    if (rows == 2) {
        _tile_stored(2, &sums[1][0][0], stride);
        if (columns == 2) _tile_stored(3, &sums[1][0][TILE_COLUMNS], stride);
    }
}
