// What the emulated tiles must refuse, one mistake each.

#include "amx.h"
#include "include/EmulatedKernels.h"

/// Sums 0 (16×16), activations 1 (16×64), weights 2 (16×64), a narrow tile 3 (16×60), a low one 4 (15×64);
/// 5 ... 7 are not configured.
static void configure(int byte, int value) {
    static const uint8_t rows[5] = {16, 16, 16, 16, 15}, rowBytes[5] = {64, 64, 64, 60, 64};
    uint8_t config[64] = {1};
    for (int t = 0; t < 5; t++) {
        config[16 + 2 * t] = rowBytes[t];
        config[48 + t] = rows[t];
    }
    if (byte >= 0) config[byte] = (uint8_t)value;
    _tile_loadconfig(config);
    for (int t = 0; t < 5 && emulated_amx.isConfigured && t != 4; t++) _tile_zero(t);
}

static void nothing(void) { _tile_dpbusd(0, 1, 2); }
static void palette(void) { configure(0, 2); }
static void reserved(void) { configure(5, 1); }
static void tooManyRows(void) { configure(48, 17); }
static void tooWide(void) { configure(16, 65); }
static void ninth(void) { configure(56, 1); }
static void half(void) { configure(16, 0); }
static void notConfigured(void) { _tile_zero(5); }
static void released(void) { _tile_release(), _tile_zero(0); }
static void twice(void) { _tile_dpbssd(0, 1, 1); }
static void depth(void) { _tile_dpbusd(0, 3, 2); }
static void columns(void) { _tile_dpbusd(0, 1, 3); }
static void unwritten(void) { configure(48 + 4, 16), _tile_dpbusd(0, 4, 2); }
static void rows(void) { _tile_zero(4), _tile_dpbusd(0, 4, 2); }
static void storedUnwritten(void) {
    uint8_t bytes[16 * 64];
    _tile_stored(4, bytes, 64);
}

static void (*const misuses[])(void) = {
    nothing,  palette, reserved, tooManyRows, tooWide, ninth, half, notConfigured,
    released, twice,   depth,    columns,     unwritten, rows, storedUnwritten};

const int ck_emulated_amx_misuses = sizeof misuses / sizeof *misuses;

const char *ck_emulated_amx_misuse(int index) {
    emulated_amx.fault = 0;
    configure(-1, 0);
    misuses[index]();
    const char *fault = emulated_amx.fault;
    emulated_amx.fault = 0;
    return fault;
}
