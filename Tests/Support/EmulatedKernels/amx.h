#pragma once
// AMX's tile instructions in plain C, as volume 2 of the Intel SDM defines them, for palette 1.
//
// What faults on a processor is a fault here, too: the first is kept and told on standard error, and from
// there on nothing but 0xA5 is stored, so that no result passes its oracle. So is what a processor would
// bear but no sound kernel does: a start row, a tile configured by half, a use of a tile never written.

#include "bf16.h"
#include <stdio.h>

typedef struct {
    int rows, rowBytes, isWritten;
    uint8_t bytes[16][64];
} EmulatedTile;

static _Thread_local struct {
    int isConfigured;
    const char *fault;
    EmulatedTile tiles[8];
} emulated_amx;

static inline int emulated_tile_fault(int isFault, const char *reason) {
    if (isFault && !emulated_amx.fault) {
        emulated_amx.fault = reason;
        fprintf(stderr, "AMX: %s\n", reason);
    }
    return isFault;
}

static inline void emulated_tile_release(void) {
    emulated_amx.isConfigured = 0;
    memset(emulated_amx.tiles, 0, sizeof emulated_amx.tiles);
}

/// LDTILECFG: byte 0 the palette, 1 the start row, 2 ... 15 reserved, 16 ... 47 bytes in a row of each of 16
/// tiles, 48 ... 63 their rows; palette 1 has 8 tiles of up to 16 rows of up to 64 bytes.
static inline void emulated_tile_loadconfig(const void *config) {
    uint8_t c[64];
    memcpy(c, config, 64);
    emulated_tile_release();
    if (emulated_tile_fault(c[0] != 1, "the palette is not 1")) return;
    if (emulated_tile_fault(c[1] != 0, "the start row is not 0")) return;
    for (int i = 2; i < 16; i++)
        if (emulated_tile_fault(c[i] != 0, "a reserved byte of the configuration is not 0")) return;
    for (int t = 0; t < 16; t++) {
        int rowBytes = c[16 + 2 * t] | c[17 + 2 * t] << 8, rows = c[48 + t];
        if (emulated_tile_fault(t >= 8 && (rows || rowBytes), "a tile beyond the eighth")) return;
        if (emulated_tile_fault(rows > 16, "a tile of more than 16 rows")) return;
        if (emulated_tile_fault(rowBytes > 64, "a tile of more than 64 bytes in a row")) return;
        if (emulated_tile_fault(!rows != !rowBytes, "a tile configured by half")) return;
        if (t < 8) emulated_amx.tiles[t] = (EmulatedTile){.rows = rows, .rowBytes = rowBytes};
    }
    emulated_amx.isConfigured = 1;
}

/// The tile, if instructions may name it; a tile of no rows otherwise.
static inline EmulatedTile *emulated_tile(int name) {
    static _Thread_local EmulatedTile none;
    if (emulated_tile_fault(!emulated_amx.isConfigured, "no configuration")) return &none;
    if (emulated_tile_fault(name < 0 || name > 7, "a tile beyond the eighth")) return &none;
    if (emulated_tile_fault(emulated_amx.tiles[name].rows == 0, "a tile that is not configured")) return &none;
    return &emulated_amx.tiles[name];
}

static inline void emulated_tile_zero(int name) {
    EmulatedTile *tile = emulated_tile(name);
    memset(tile->bytes, 0, sizeof tile->bytes);
    tile->isWritten = 1;
}

/// Bytes and rows beyond the configured ones become 0.
static inline void emulated_tile_loadd(int name, const void *base, int64_t stride) {
    EmulatedTile *tile = emulated_tile(name);
    memset(tile->bytes, 0, sizeof tile->bytes);
    for (int r = 0; r < tile->rows; r++)
        memcpy(tile->bytes[r], (const char *)base + r * stride, (size_t)tile->rowBytes);
    tile->isWritten = 1;
}

static inline void emulated_tile_stored(int name, void *base, int64_t stride) {
    EmulatedTile *tile = emulated_tile(name);
    emulated_tile_fault(!tile->isWritten, "a tile is stored that was not written");
    if (emulated_amx.fault) memset(tile->bytes, 0xA5, sizeof tile->bytes);
    for (int r = 0; r < tile->rows; r++)
        memcpy((char *)base + r * stride, tile->bytes[r], (size_t)tile->rowBytes);
}

/// What all TDP instructions ask of their tiles.
static inline int emulated_tiles_fit(int sums, int a, int b) {
    const EmulatedTile *c = emulated_tile(sums), *x = emulated_tile(a), *w = emulated_tile(b);
    return !(
        emulated_tile_fault(sums == a || a == b || sums == b, "a tile is named twice")
        || emulated_tile_fault(
            c->rowBytes % 4 || x->rowBytes % 4 || w->rowBytes % 4, "a row is not a multiple of 4 bytes")
        || emulated_tile_fault(c->rows != x->rows, "sums and activations differ in rows")
        || emulated_tile_fault(c->rowBytes != w->rowBytes, "sums and weights differ in columns")
        || emulated_tile_fault(x->rowBytes != 4 * w->rows, "activations and weights differ in depth")
        || emulated_tile_fault(
            !c->isWritten || !x->isWritten || !w->isWritten, "a tile is read that was not written"));
}

/// TDPBUSD and TDPBSSD: sums of int32, modulo 2^32, of four products of bytes.
static inline void emulated_tile_dot8(int sums, int a, int b, int isSigned) {
    if (!emulated_tiles_fit(sums, a, b)) return;
    EmulatedTile *c = emulated_tile(sums);
    const EmulatedTile *x = emulated_tile(a), *w = emulated_tile(b);
    for (int m = 0; m < c->rows; m++)
        for (int n = 0; n < c->rowBytes / 4; n++) {
            uint32_t sum;
            memcpy(&sum, &c->bytes[m][4 * n], 4);
            for (int k = 0; k < x->rowBytes; k++) {
                int activation = isSigned ? (int8_t)x->bytes[m][k] : x->bytes[m][k];
                sum += (uint32_t)(activation * (int8_t)w->bytes[k / 4][4 * n + k % 4]);
            }
            memcpy(&c->bytes[m][4 * n], &sum, 4);
        }
}

/// TDPBF16PS: even and odd products are summed apart by fused multiply-adds, then together, then to the sums.
static inline void emulated_tile_dpbf16ps(int sums, int a, int b) {
    if (!emulated_tiles_fit(sums, a, b)) return;
    EmulatedTile *c = emulated_tile(sums);
    const EmulatedTile *x = emulated_tile(a), *w = emulated_tile(b);
    for (int m = 0; m < c->rows; m++)
        for (int n = 0; n < c->rowBytes / 4; n++) {
            float parts[2] = {0, 0}, sum;
            for (int k = 0; k < x->rowBytes / 2; k++) {
                float product = emulated_bf16(&w->bytes[k / 2][4 * n + 2 * (k % 2)]);
                parts[k % 2] = emulated_flushed(fmaf(emulated_bf16(&x->bytes[m][2 * k]), product, parts[k % 2]));
            }
            memcpy(&sum, &c->bytes[m][4 * n], 4);
            sum = emulated_flushed(emulated_flushed(sum) + emulated_flushed(parts[0] + parts[1]));
            memcpy(&c->bytes[m][4 * n], &sum, 4);
        }
}

#define _tile_loadconfig(config) emulated_tile_loadconfig(config)
#define _tile_release() emulated_tile_release()
#define _tile_zero(tile) emulated_tile_zero(tile)
#define _tile_loadd(tile, base, stride) emulated_tile_loadd(tile, base, stride)
#define _tile_stream_loadd(tile, base, stride) emulated_tile_loadd(tile, base, stride)
#define _tile_stored(tile, base, stride) emulated_tile_stored(tile, base, stride)
#define _tile_dpbusd(sums, a, b) emulated_tile_dot8(sums, a, b, 0)
#define _tile_dpbssd(sums, a, b) emulated_tile_dot8(sums, a, b, 1)
#define _tile_dpbf16ps(sums, a, b) emulated_tile_dpbf16ps(sums, a, b)
