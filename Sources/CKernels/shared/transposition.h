#pragma once
// Matrices turned about their diagonal, in blocks of 8 × 8. Plain vectors of the compiler.

#include "../include/CKernels.h"

#define TRANSPOSED_INLINE static inline __attribute__((always_inline))
#define TRANSPOSED_UNROLLED _Pragma("clang loop unroll(full)")

typedef float transposed_eight __attribute__((vector_size(32), aligned(4), may_alias));

/// Eight rows of eight floats, `fromPitch` apart, as columns of eight rows that are `toPitch` apart.
TRANSPOSED_INLINE void transposed_block(const float *from, int64_t fromPitch, float *to, int64_t toPitch) {
    transposed_eight x[8], y[8];
    TRANSPOSED_UNROLLED for (int i = 0; i < 8; i++) x[i] = *(const transposed_eight *)(from + i * fromPitch);
    TRANSPOSED_UNROLLED for (int i = 0; i < 8; i += 2) {
        y[i] = __builtin_shufflevector(x[i], x[i + 1], 0, 8, 1, 9, 4, 12, 5, 13);
        y[i + 1] = __builtin_shufflevector(x[i], x[i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
    }
    TRANSPOSED_UNROLLED for (int i = 0; i < 8; i += 4)
        TRANSPOSED_UNROLLED for (int j = 0; j < 2; j++) {
            x[i + 2 * j] = __builtin_shufflevector(y[i + j], y[i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
            x[i + 2 * j + 1] = __builtin_shufflevector(y[i + j], y[i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
        }
    TRANSPOSED_UNROLLED for (int i = 0; i < 4; i++) {
        *(transposed_eight *)(to + i * toPitch) =
            __builtin_shufflevector(x[i], x[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
        *(transposed_eight *)(to + (i + 4) * toPitch) =
            __builtin_shufflevector(x[i], x[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    }
}

/// `rows` rows, a multiple of 8.
TRANSPOSED_INLINE void transposed_rows(
    const int rows, int64_t columns, const float *from, int64_t fromPitch, float *to, int64_t toPitch)
{
    int64_t c = 0;
    for (; c <= columns - 8; c += 8)
        TRANSPOSED_UNROLLED for (int r = 0; r < rows; r += 8)
            transposed_block(from + r * fromPitch + c, fromPitch, to + c * toPitch + r, toPitch);
    for (; c < columns; c++)
        for (int r = 0; r < rows; r++) to[c * toPitch + r] = from[r * fromPitch + c];
}

/// to[c][r] = from[r][c]. Sixteen rows at a time fill whole cache lines, which may not stay where pitches are powers of two.
static void transposed(
    int64_t rows, int64_t columns, const float *from, int64_t fromPitch, float *to, int64_t toPitch)
{
    int64_t r = 0;
    for (; r <= rows - 16; r += 16) transposed_rows(16, columns, from + r * fromPitch, fromPitch, to + r, toPitch);
    for (; r <= rows - 8; r += 8) transposed_rows(8, columns, from + r * fromPitch, fromPitch, to + r, toPitch);
    for (; r < rows; r++)
        for (int64_t c = 0; c < columns; c++) to[c * toPitch + r] = from[r * fromPitch + c];
}
