// Powers of two; included by compression.h.

typedef uint8_t exponents_bytes __attribute__((vector_size(16), aligned(1), may_alias));

/// The mantissa says how probable the next power of two is: a random number below 2^23 carries into the exponent as often.
static void draw_exponents(const float *x, int64_t count, CKLots lots, uint8_t *exponents) {
    int64_t i = 0;
#define DRAW_ONE() \
    do { \
        const uint32_t exponent = ((float_bits(x[i]) & 0x7FFFFFFF) + (lot(lots, (uint32_t)i) << 7 | 64)) >> 23; \
        exponents[i++] = (uint8_t)(exponent < 254 ? exponent : 254); \
    } while (0)
    if (lots.begin & 1 && count > 0) DRAW_ONE();
    for (; i <= count - 32; i += 32) {
        lots_words each[2];
        lots_of_32(lots, (uint32_t)i, each);
        for (int half = 0; half < 2; half++) {
            const lots_words magnitudes = (lots_words) * (const signs_words *)(x + i + 16 * half) & 0x7FFFFFFF;
            const lots_words exponent = (magnitudes + (each[half] << 7 | 64)) >> 23;
            *(exponents_bytes *)(exponents + i + 16 * half) =
                __builtin_convertvector(__builtin_elementwise_min(exponent, (lots_words){} + 254), exponents_bytes);
        }
    }
    while (i < count) DRAW_ONE();
#undef DRAW_ONE
}

static void powers_of_two(const uint8_t *exponents, const uint8_t *signs, int64_t count, float *x) {
    const signs_words each = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768};
    int64_t i = 0;
    for (; i <= count - 16; i += 16) {
        uint16_t word;
        memcpy(&word, signs + i / 8, 2);
        const signs_words exponent = __builtin_convertvector(*(const exponents_bytes *)(exponents + i), signs_words);
        const signs_words sign = ((each & (int32_t)word) != 0) & (exponent != 0) & (int32_t)0x80000000;
        *(signs_words *)(x + i) = exponent << 23 | sign;
    }
    for (; i < count; i++) {
        const uint32_t exponent = exponents[i], sign = signs[i / 8] >> i % 8 & (exponent != 0);
        x[i] = float_of_bits(exponent << 23 | sign << 31);
    }
}
