// Sums over all elements; included by compression.h. Sixteen sums run side by side, element i in sum i % 16, and are then
// added one after the other. The largest magnitude is found on the way: an element that is no number shows there.

typedef float sums_floats __attribute__((vector_size(32), aligned(4), may_alias));
typedef int32_t sums_words __attribute__((vector_size(32), aligned(4), may_alias));
typedef double sums_doubles __attribute__((vector_size(64)));
typedef int64_t sums_flags __attribute__((vector_size(64)));

static uint32_t most(const float *x, int64_t count) {
    uint32_t largest = 0;
    for (int64_t i = 0; i < count; i++) {
        const uint32_t bits = float_bits(x[i]) & 0x7FFFFFFF;
        largest = bits > largest ? bits : largest;
    }
    return largest;
}

/// Runs `add` for `each` eight elements, in one of two `half`s, and for those beyond the last, which are 0, too.
#define SUMS(x, count, largest, add) \
    do { \
        sums_words largest_[2] = {{0}, {0}}; \
        float rest[16] = {0}; \
        const int64_t whole = (count) & ~(int64_t)15; \
        memcpy(rest, (x) + whole, sizeof(float) * (size_t)((count) - whole)); \
        for (int64_t i = 0; i <= whole; i += 16) { \
            const float *sixteen = i < whole ? (x) + i : rest; \
            _Pragma("clang loop unroll(full)") for (int half = 0; half < 2; half++) { \
                const sums_words bits = *(const sums_words *)(sixteen + 8 * half) & 0x7FFFFFFF; \
                largest_[half] = __builtin_elementwise_max(largest_[half], bits); \
                const sums_doubles each = \
                    __builtin_convertvector(*(const sums_floats *)(sixteen + 8 * half), sums_doubles); \
                add; \
            } \
        } \
        largest = 0; \
        for (int j = 0; j < 16; j++) \
            largest = (uint32_t)largest_[j / 8][j % 8] > largest ? (uint32_t)largest_[j / 8][j % 8] : largest; \
    } while (0)

COMPRESSION_INLINE double sums_total(const sums_doubles sums[2]) {
    double total = 0;
    for (int j = 0; j < 16; j++) total += sums[j / 8][j % 8];
    return total;
}

static uint32_t sum_of_magnitudes(const float *x, int64_t count, double *total) {
    sums_doubles sums[2] = {{0}, {0}};
    uint32_t largest;
    SUMS(x, count, largest, sums[half] += __builtin_elementwise_abs(each));
    *total = sums_total(sums);
    return largest;
}

static uint32_t sum_of_squares(const float *x, int64_t count, double *total) {
    sums_doubles sums[2] = {{0}, {0}};
    uint32_t largest;
    SUMS(x, count, largest, sums[half] += each * each);
    *total = sums_total(sums);
    return largest;
}

static uint32_t sums_by_sign(const float *x, int64_t count, double *below, double *others, int64_t *countBelow) {
    const sums_doubles zero = {0};
    sums_doubles negative[2] = {{0}, {0}}, positive[2] = {{0}, {0}};
    sums_flags numbers[2] = {{0}, {0}};
    uint32_t largest;
    SUMS(x, count, largest, {
        negative[half] += __builtin_elementwise_min(each, zero);
        positive[half] += __builtin_elementwise_max(each, zero);
        numbers[half] -= each < zero;
    });
    *below = sums_total(negative);
    *others = sums_total(positive);
    *countBelow = 0;
    for (int j = 0; j < 16; j++) *countBelow += numbers[j / 8][j % 8];
    return largest;
}
