// Products of a matrix with a few vectors; included by compression.h. A row or column of few elements takes part as often as the
// rank says while it is in the first-level cache.

typedef float rank_floats __attribute__((vector_size(64), aligned(4), may_alias));

/// Sixteen sums side by side, which are then added one after the other.
COMPRESSION_INLINE float rank_dot(const float *a, const float *b, int64_t count) {
    rank_floats sums = {0};
    int64_t i = 0;
    for (; i <= count - 16; i += 16) sums += *(const rank_floats *)(a + i) * *(const rank_floats *)(b + i);
    float total = 0;
    for (int j = 0; j < 16; j++) total += sums[j];
    for (; i < count; i++) total += a[i] * b[i];
    return total;
}

static void project(const float *matrix, int64_t rows, int64_t columns, const float *b, int64_t rank, float *a) {
    for (int64_t row = 0; row < rows; row++)
        for (int64_t r = 0; r < rank; r++)
            a[r * rows + row] = rank_dot(matrix + row * columns, b + r * columns, columns);
}

static void project_back(const float *matrix, int64_t rows, int64_t columns, const float *a, int64_t rank, float *b) {
    memset(b, 0, sizeof(float) * (size_t)(rank * columns));
    for (int64_t row = 0; row < rows; row++)
        for (int64_t r = 0; r < rank; r++) {
            const float *from = matrix + row * columns, factor = a[r * rows + row];
            float *to = b + r * columns;
            EACH(i, columns) to[i] += factor * from[i];
        }
}

static void reconstruct(const float *a, const float *b, int64_t rows, int64_t columns, int64_t rank, float *matrix) {
    for (int64_t row = 0; row < rows; row++) {
        float *to = matrix + row * columns;
        const float first = a[row];
        EACH(i, columns) to[i] = first * b[i];
        for (int64_t r = 1; r < rank; r++) {
            const float *from = b + r * columns, factor = a[r * rows + row];
            EACH(i, columns) to[i] += factor * from[i];
        }
    }
}
