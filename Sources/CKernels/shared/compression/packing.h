// Small integers packed into bits and into digits of base 3; included by compression.h.

/// Elements that are packed at a time: the codes between stay in the first-level cache.
#define PACKING_TILE 2048

/// Eight codes of some bits each, one a byte, moved together: pairs, fours, eights.
COMPRESSION_INLINE uint64_t packed_eight(uint64_t codes, int32_t bits) {
    codes = (codes & 0x00FF00FF00FF00FF) | (codes >> 8 & 0x00FF00FF00FF00FF) << bits;
    codes = (codes & 0x0000FFFF0000FFFF) | (codes >> 16 & 0x0000FFFF0000FFFF) << 2 * bits;
    return (codes & 0x00000000FFFFFFFF) | codes >> 32 << 4 * bits;
}

COMPRESSION_INLINE uint64_t unpacked_eight(uint64_t packed, int32_t bits) {
    const uint64_t four = ((uint64_t)1 << 4 * bits) - 1, two = ((uint64_t)1 << 2 * bits) - 1;
    const uint64_t one = ((uint64_t)1 << bits) - 1;
    packed = (packed & four) | (packed >> 4 * bits & four) << 32;
    packed = (packed & (two | two << 32)) | (packed >> 2 * bits & (two | two << 32)) << 16;
    const uint64_t ones = one | one << 16 | one << 32 | one << 48;
    return (packed & ones) | (packed >> bits & ones) << 8;
}

/// Bytes of so many codes.
COMPRESSION_INLINE int64_t packed_bytes(int64_t count, int32_t bits) { return (count * bits + 7) / 8; }

/// `bits` is known where this is inlined, so that stores have a width.
COMPRESSION_INLINE void pack_codes(const uint8_t *codes, int64_t count, const int32_t bits, uint8_t *packed) {
    int64_t i = 0;
    for (; i <= count - 8; i += 8) {
        uint64_t eight;
        memcpy(&eight, codes + i, 8);
        eight = packed_eight(eight, bits);
        memcpy(packed + i / 8 * bits, &eight, (size_t)bits);
    }
    if (i == count) return;
    uint64_t eight = 0;
    memcpy(&eight, codes + i, (size_t)(count - i));
    eight = packed_eight(eight, bits);
    memcpy(packed + i / 8 * bits, &eight, (size_t)packed_bytes(count - i, bits));
}

COMPRESSION_INLINE void unpack_codes(const uint8_t *packed, int64_t count, const int32_t bits, uint8_t *codes) {
    int64_t i = 0;
    for (; i <= count - 8; i += 8) {
        uint64_t eight = 0;
        memcpy(&eight, packed + i / 8 * bits, (size_t)bits);
        eight = unpacked_eight(eight, bits);
        memcpy(codes + i, &eight, 8);
    }
    if (i == count) return;
    uint64_t eight = 0;
    memcpy(&eight, packed + i / 8 * bits, (size_t)packed_bytes(count - i, bits));
    eight = unpacked_eight(eight, bits);
    memcpy(codes + i, &eight, (size_t)(count - i));
}

#define PACKING_WIDTHS(call) \
    switch (bits) { \
    case 2: call(2); break; \
    case 3: call(3); break; \
    case 4: call(4); break; \
    case 5: call(5); break; \
    case 6: call(6); break; \
    case 7: call(7); break; \
    default: call(8); \
    }

typedef uint8_t packing_bytes __attribute__((vector_size(64), aligned(1), may_alias));
typedef int8_t packing_levels __attribute__((vector_size(64), aligned(1), may_alias));

/// Codes of a tile, in whole vectors: those beyond the last are levels of 0.
#define PACKING_ROUNDED(count) (((count) + 63) & ~(int64_t)63)

static void pack_levels(const int8_t *levels, int64_t count, int32_t bits, uint8_t *packed) {
    uint8_t codes[PACKING_TILE];
    const uint8_t sign = (uint8_t)(1 << (bits - 1));
    for (int64_t begin = 0; begin < count; begin += PACKING_TILE) {
        const int64_t size = count - begin < PACKING_TILE ? count - begin : PACKING_TILE;
        const int64_t rounded = PACKING_ROUNDED(size);
        memset(codes + rounded - 64, 0, 64);
        memcpy(codes, levels + begin, (size_t)size);
        for (int64_t i = 0; i < rounded; i += 64) {
            const packing_levels level = *(const packing_levels *)(codes + i), negative = level < 0;
            const packing_bytes magnitude = (packing_bytes)((level ^ negative) - negative);
            *(packing_bytes *)(codes + i) = magnitude | ((packing_bytes)negative & sign);
        }
#define PACK(width) pack_codes(codes, size, width, packed + begin / 8 * width)
        PACKING_WIDTHS(PACK)
    }
}

static int32_t unpack_levels(const uint8_t *packed, int64_t count, int32_t bits, int32_t most, int8_t *levels) {
    uint8_t codes[PACKING_TILE];
    const uint8_t sign = (uint8_t)(1 << (bits - 1)), limit = (uint8_t)most;
    packing_levels refused = {0};
    for (int64_t begin = 0; begin < count; begin += PACKING_TILE) {
        const int64_t size = count - begin < PACKING_TILE ? count - begin : PACKING_TILE;
        const int64_t rounded = PACKING_ROUNDED(size);
        memset(codes + rounded - 64, 0, 64);
#define UNPACK(width) unpack_codes(packed + begin / 8 * width, size, width, codes)
        PACKING_WIDTHS(UNPACK)
        for (int64_t i = 0; i < rounded; i += 64) {
            const packing_bytes code = *(const packing_bytes *)(codes + i), magnitude = code & (uint8_t)(sign - 1);
            const packing_levels negative = (packing_levels)((code & sign) != 0);
            refused |= (packing_levels)(magnitude > limit) | (packing_levels)(code == sign);
            *(packing_levels *)(codes + i) = ((packing_levels)magnitude ^ negative) - negative;
        }
        memcpy(levels + begin, codes, (size_t)size);
    }
    int8_t isRefused = 0;
    for (int lane = 0; lane < 64; lane++) isRefused |= refused[lane];
    return !isRefused;
}

static void pack_ternary(const int8_t *const *levels, int64_t count, uint8_t *packed) {
    const int8_t *a = levels[0], *b = levels[1], *c = levels[2], *d = levels[3], *e = levels[4];
    // 121 is the sum of all digits 1.
    EACH(i, count) packed[i] = (uint8_t)(121 + a[i] + 3 * b[i] + 9 * c[i] + 27 * d[i] + 81 * e[i]);
}

static int32_t unpack_ternary(const uint8_t *packed, int64_t count, int8_t *const *levels) {
    int8_t *a = levels[0], *b = levels[1], *c = levels[2], *d = levels[3], *e = levels[4];
    uint8_t isRefused = 0;
    // v / 3 = v·171 / 512 for v below 256.
#define THIRD(v) ((uint16_t)((v) * 171) >> 9)
    EACH(i, count) {
        const uint16_t first = packed[i];
        const uint16_t second = THIRD(first), third = THIRD(second), fourth = THIRD(third), fifth = THIRD(fourth);
        isRefused |= first > 242;
        a[i] = (int8_t)(first - 3 * second - 1);
        b[i] = (int8_t)(second - 3 * third - 1);
        c[i] = (int8_t)(third - 3 * fourth - 1);
        d[i] = (int8_t)(fourth - 3 * fifth - 1);
        e[i] = (int8_t)(fifth - 1);
    }
    return !isRefused;
}
