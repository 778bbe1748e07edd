// Random numbers of which the i-th is a function of i, so that they are drawn side by side; included by compression.h.

typedef uint32_t lots_words __attribute__((vector_size(64)));
typedef uint16_t lots_halves __attribute__((vector_size(64)));

/// 32 random bits: C. Wellons' lowbias32 ("Prospecting for Hash Functions", 2018) of i and two keys.
#define LOTS_HASH(x, lots) \
    x += (lots).first; \
    x ^= x >> 16; \
    x *= 0x7FEB352Du; \
    x ^= (lots).second; \
    x ^= x >> 15; \
    x *= 0x846CA68Bu; \
    x ^= x >> 16

/// The 16 random bits of an element: those of an even one and of the next are the halves of one hash.
COMPRESSION_INLINE uint32_t lot(CKLots lots, uint32_t i) {
    uint32_t x = (i + lots.begin) >> 1;
    LOTS_HASH(x, lots);
    return (i + lots.begin) & 1 ? x >> 16 : x & 0xFFFF;
}

/// The lots of 32 elements from an even one on.
COMPRESSION_INLINE void lots_of_32(CKLots lots, uint32_t i, lots_words each[2]) {
    const lots_words lanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    lots_words x = lanes + ((i + lots.begin) >> 1);
    LOTS_HASH(x, lots);
    // Little-endian: the lower half of a word is the first of two.
    const lots_halves halves = (lots_halves)x;
    each[0] = __builtin_convertvector(
        __builtin_shufflevector(halves, halves, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15), lots_words);
    each[1] = __builtin_convertvector(
        __builtin_shufflevector(
            halves, halves, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31),
        lots_words);
}
