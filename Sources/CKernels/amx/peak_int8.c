#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512 ",amx-tile,amx-int8")

#include "../avx512/vector.h"
#include "tiles.h"

#define PEAK_STEPS 16

/// Four independent tiles of sums, all operands in tiles.
static double peak_run(int64_t iterations) {
    tiles_configure(TILE_MAX_ROWS, TILE_MAX_DEPTH);
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    int8_t ones[TILE_MAX_ROWS * TILE_MAX_DEPTH];
    memset(ones, 1, sizeof ones);
    _tile_loadd(4, ones, TILE_MAX_DEPTH);
    _tile_loadd(5, ones, TILE_MAX_DEPTH);
    _tile_loadd(6, ones, TILE_MAX_DEPTH);
    _tile_loadd(7, ones, TILE_MAX_DEPTH);
    for (int64_t n = 0; n < iterations; n++)
        UNROLLED for (int s = 0; s < PEAK_STEPS; s++) {
            _tile_dpbusd(0, 4, 6);
            _tile_dpbusd(1, 4, 7);
            _tile_dpbusd(2, 5, 6);
            _tile_dpbusd(3, 5, 7);
        }
    int32_t sums[4][TILE_MAX_ROWS * TILE_COLUMNS];
    _tile_stored(0, sums[0], TILE_COLUMNS * 4);
    _tile_stored(1, sums[1], TILE_COLUMNS * 4);
    _tile_stored(2, sums[2], TILE_COLUMNS * 4);
    _tile_stored(3, sums[3], TILE_COLUMNS * 4);
    _tile_release();
    double total = 0;
    for (int i = 0; i < 4 * TILE_MAX_ROWS * TILE_COLUMNS; i++) total += sums[0][i];
    return total;
}

TARGET_END
static const CKPeakLoop peak_loop = {
    (int64_t)PEAK_STEPS * 4 * TILE_MAX_ROWS * TILE_COLUMNS * TILE_MAX_DEPTH, peak_run};
const CKPeakLoop *const ck_peak_int8_amx = &peak_loop;
#else
const CKPeakLoop *const ck_peak_int8_amx = 0;
#endif
