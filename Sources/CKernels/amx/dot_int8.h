// Words of four bytes: weights are int8, activations uint8 (mode 0) or int8 (1); sums are int32, exact.

#include "../avx512/vector.h"

#define TILE_GROUP 4
#define TILE_MODES 2
#define TILE_MULTIPLY(isSigned, sums, a, w)                                                             \
    do {                                                                                                \
        if (isSigned)                                                                                   \
            _tile_dpbssd(sums, a, w);                                                                   \
        else                                                                                            \
            _tile_dpbusd(sums, a, w);                                                                   \
    } while (0)

#include "tiles.h"
