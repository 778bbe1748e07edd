// TDPBF16PS on tiles of one row and one column.

#include "amx.h"
#include "include/EmulatedKernels.h"

float ck_emulated_tile_dpbf16ps(float sum, const uint16_t *a, const uint16_t *b, int pairs) {
    uint8_t config[64] = {1};
    const uint8_t rows[3] = {1, 1, (uint8_t)pairs}, rowBytes[3] = {4, (uint8_t)(4 * pairs), 4};
    for (int t = 0; t < 3; t++) {
        config[16 + 2 * t] = rowBytes[t];
        config[48 + t] = rows[t];
    }
    _tile_loadconfig(config);
    _tile_loadd(0, &sum, 4);
    _tile_loadd(1, a, 4 * pairs);
    _tile_loadd(2, b, 4);
    _tile_dpbf16ps(0, 1, 2);
    _tile_stored(0, &sum, 4);
    _tile_release();
    return sum;
}
