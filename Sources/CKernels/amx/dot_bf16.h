// Words of two numbers of BF16; sums are FP32. Subnormal numbers count as 0, before and after.

#include "../avx512/vector.h"

#define TILE_GROUP 2
#define TILE_MODES 1
#define TILE_MULTIPLY(mode, sums, a, w) _tile_dpbf16ps(sums, a, w)

#include "tiles.h"
