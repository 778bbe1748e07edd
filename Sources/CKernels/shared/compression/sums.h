// Sums over all elements; included by compression.h. Sixteen sums run side by side, element i in sum i % 16, and are then
// added one after the other.

typedef float sums_floats __attribute__((vector_size(32), aligned(4), may_alias));
typedef double sums_doubles __attribute__((vector_size(64)));

static uint32_t most(const float *x, int64_t count) {
    uint32_t largest = 0;
    for (int64_t i = 0; i < count; i++) {
        const uint32_t bits = float_bits(x[i]) & 0x7FFFFFFF;
        largest = bits > largest ? bits : largest;
    }
    return largest;
}

/// Sums `term` of each element x; of those beyond the last, which are 0, too.
#define SUMS(x, count, total, term) \
    do { \
        sums_doubles sums[2] = {{0}, {0}}; \
        int64_t i = 0; \
        for (; i <= count - 16; i += 16) \
            for (int half = 0; half < 2; half++) { \
                const sums_doubles each = \
                    __builtin_convertvector(*(const sums_floats *)(x + i + 8 * half), sums_doubles); \
                sums[half] += term; \
            } \
        float rest[16] = {0}; \
        memcpy(rest, x + i, sizeof(float) * (size_t)(count - i)); \
        for (int half = 0; half < 2; half++) { \
            const sums_doubles each = __builtin_convertvector(*(const sums_floats *)(rest + 8 * half), sums_doubles); \
            sums[half] += term; \
        } \
        total = 0; \
        for (int j = 0; j < 16; j++) total += sums[j / 8][j % 8]; \
    } while (0)

static double sum_of_magnitudes(const float *x, int64_t count) {
    double total;
    SUMS(x, count, total, __builtin_elementwise_abs(each));
    return total;
}

static double sum_of_squares(const float *x, int64_t count) {
    double total;
    SUMS(x, count, total, each * each);
    return total;
}

static int64_t sums_by_sign(const float *x, int64_t count, double *below, double *others) {
    const sums_doubles zero = {0};
    SUMS(x, count, *below, __builtin_elementwise_min(each, zero));
    SUMS(x, count, *others, __builtin_elementwise_max(each, zero));
    int64_t number = 0;
    for (int64_t i = 0; i < count; i++) number += x[i] < 0;
    return number;
}
