// Elements as small integers; included by compression.h.

/// Adding and subtracting 1.5·2^23 rounds to nearest, ties to even, for magnitudes below 2^22.
#define LEVELS_ROUNDING 12582912.0f

typedef float levels_floats __attribute__((vector_size(64), aligned(4), may_alias));
typedef int32_t levels_words __attribute__((vector_size(64)));
typedef int8_t levels_bytes __attribute__((vector_size(16), aligned(1), may_alias));

/// `ahead` elements on lies what is read next: it is fetched meanwhile.
COMPRESSION_INLINE void round_to_levels(
    const float *x, int64_t count, float factor, int64_t ahead, int8_t *levels)
{
    int64_t i = 0;
    for (; i <= count - 16; i += 16) {
        __builtin_prefetch(x + i + ahead);
        const levels_floats product = *(const levels_floats *)(x + i) * factor;
        const levels_floats rounded = (product + LEVELS_ROUNDING) - LEVELS_ROUNDING;
        *(levels_bytes *)(levels + i) =
            __builtin_convertvector(__builtin_convertvector(rounded, levels_words), levels_bytes);
    }
    for (; i < count; i++) levels[i] = (int8_t)(int32_t)((x[i] * factor + LEVELS_ROUNDING) - LEVELS_ROUNDING);
}

/// Buckets that are walked together, first for their largest magnitudes and then for the levels: nothing waits for a division.
#define LEVELS_BUCKETS 16

static uint32_t round_in_buckets(
    const float *x, int64_t count, int64_t bucket, float least, float *scales, int8_t *levels)
{
    uint32_t all = 0;
    const int64_t together = bucket <= 256 ? LEVELS_BUCKETS : bucket <= 1024 ? 4 : 1;
    const int64_t ahead = together > 1 ? together * bucket : 256;
    for (int64_t first = 0; first < count; first += together * bucket) {
        float factors[LEVELS_BUCKETS];
        const int64_t end = count - first < together * bucket ? count : first + together * bucket;
        int64_t number = 0;
        for (int64_t begin = first; begin < end; begin += bucket) {
            const uint32_t bits = most(x + begin, end - begin < bucket ? end - begin : bucket);
            all = bits > all ? bits : all;
            const float largest = float_of_bits(bits);
            float scale = (float)((double)largest / 127);
            // Rounded up, the scale of the largest finite numbers would give infinity again.
            if (127 * scale > 0x1.FFFFFEp127f) scale = float_of_bits(float_bits(scale) - 1);
            *scales++ = largest < least ? 0 : scale;
            factors[number++] = largest < least ? 0 : 127 / largest;
        }
        // What is no number fits no integer.
        if (all >= 0x7F800000) {
            memset(levels + first, 0, (size_t)(end - first));
            continue;
        }
        number = 0;
        for (int64_t begin = first; begin < end; begin += bucket)
            round_to_levels(
                x + begin, end - begin < bucket ? end - begin : bucket, factors[number++], ahead, levels + begin);
    }
    return all;
}

/// |x|·factor + the middle of the lot's step of 2^-16, cut to an integer: below 128 floats are exact to 2^-17. The mean is x·factor
/// within 2^-17 of a level, above it as often as below.
static void draw_levels(const float *x, int64_t count, float factor, int32_t most, CKLots lots, int8_t *levels) {
    // The steps are exact: joined or not, multiplying and adding round once.
#pragma clang fp contract(fast)
    const float limit = (float)most;
    int64_t i = 0;
#define DRAW_ONE() \
    do { \
        const float product = __builtin_fabsf(x[i]) * factor; \
        const float size = product < limit ? product : limit; \
        const int32_t level = (int32_t)((float)(int32_t)(2 * lot(lots, (uint32_t)i) + 1) * 0x1p-17f + size); \
        levels[i] = (int8_t)(x[i] < 0 ? -level : level); \
        i++; \
    } while (0)
    if (lots.begin & 1 && count > 0) DRAW_ONE();
    const levels_words most_bits = (levels_words){} + (int32_t)float_bits(limit);
    for (; i <= count - 32; i += 32) {
        lots_words each[2];
        lots_of_32(lots, (uint32_t)i, each);
        for (int half = 0; half < 2; half++) {
            const levels_floats sixteen = *(const levels_floats *)(x + i + 16 * half);
            // Magnitudes compare as their bits do.
            const levels_words product = (levels_words)(sixteen * factor) & 0x7FFFFFFF;
            const levels_floats size = (levels_floats)__builtin_elementwise_min(product, most_bits);
            const levels_floats lot = __builtin_convertvector((levels_words)(2 * each[half] + 1), levels_floats);
            const levels_floats sum = lot * 0x1p-17f + size;
            const levels_words level = (levels_words)sum | ((levels_words)sixteen & (int32_t)0x80000000);
            *(levels_bytes *)(levels + i + 16 * half) =
                __builtin_convertvector(__builtin_convertvector((levels_floats)level, levels_words), levels_bytes);
        }
    }
    while (i < count) DRAW_ONE();
#undef DRAW_ONE
}

static void scale_levels(
    const int8_t *levels, int64_t count, int64_t begin, int64_t bucket, const float *scales, float *x)
{
    int64_t number = begin / bucket, left = bucket - begin % bucket;
    for (int64_t at = 0; at < count; number++, left = bucket) {
        const int64_t size = count - at < left ? count - at : left;
        const float scale = scales[number];
        EACH(i, size) x[at + i] = (float)(int32_t)levels[at + i] * scale;
        at += size;
    }
}
