// A bit an element; included by compression.h.

typedef float signs_floats __attribute__((vector_size(64), aligned(4), may_alias));
typedef int32_t signs_words __attribute__((vector_size(64), aligned(4), may_alias));
typedef _Bool signs_flags __attribute__((ext_vector_type(16)));

static uint32_t signs(const float *x, int64_t count, uint8_t *bits) {
    int64_t i = 0;
    const signs_floats zero = {0};
    signs_words magnitudes = {0};
    for (; i <= count - 16; i += 16) {
        const signs_words words = *(const signs_words *)(x + i);
        magnitudes = __builtin_elementwise_max(magnitudes, words & 0x7FFFFFFF);
        const signs_flags below = __builtin_convertvector((signs_floats)words < zero, signs_flags);
        memcpy(bits + i / 8, &below, 2);
    }
    uint32_t largest = most(x + i, count - i);
    for (int lane = 0; lane < 16; lane++)
        largest = (uint32_t)magnitudes[lane] > largest ? (uint32_t)magnitudes[lane] : largest;
    for (int64_t byte = i / 8; byte < (count + 7) / 8; byte++) bits[byte] = 0;
    for (; i < count; i++) bits[i / 8] |= (uint8_t)((x[i] < 0) << i % 8);
    return largest;
}

static void two_values(const uint8_t *bits, int64_t count, float unset, float set, float *x) {
    const signs_words each = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768};
    const int32_t low = (int32_t)float_bits(unset), high = (int32_t)float_bits(set);
    int64_t i = 0;
    for (; i <= count - 16; i += 16) {
        uint16_t word;
        memcpy(&word, bits + i / 8, 2);
        const signs_words isSet = (each & (int32_t)word) != 0;
        *(signs_words *)(x + i) = (isSet & high) | (~isSet & low);
    }
    for (; i < count; i++) x[i] = bits[i / 8] >> i % 8 & 1 ? set : unset;
}
