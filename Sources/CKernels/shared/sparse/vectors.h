#pragma once
// Vectors of the sparse products: plain vectors of the compiler, so that an instruction set is no more than their width.
//
// The file that includes this defines SPARSE_LANES, the floats of a vector: 4, 8 or 16.

#include "../../include/CKernels.h"

#define SPARSE_INLINE static inline __attribute__((always_inline))
#define SPARSE_UNROLLED _Pragma("clang loop unroll(full)")

/// A vector wherever it lies.
typedef float sparse_float __attribute__((vector_size(4 * SPARSE_LANES), aligned(4), may_alias));
typedef float sparse_four __attribute__((vector_size(16), aligned(4), may_alias));

SPARSE_INLINE sparse_float sparse_set(float x) { return x - (sparse_float){0}; }

SPARSE_INLINE sparse_float sparse_load(const float *p) { return *(const sparse_float *)p; }

/// The first `lanes` floats, and zeros.
SPARSE_INLINE sparse_float sparse_load_lanes(const float *p, int64_t lanes) {
    if (lanes == SPARSE_LANES) return sparse_load(p);
    sparse_float x = {0};
    for (int64_t i = 0; i < lanes; i++) x[i] = p[i];
    return x;
}

SPARSE_INLINE void sparse_store_lanes(float *p, sparse_float x, int64_t lanes) {
    if (lanes == SPARSE_LANES) {
        *(sparse_float *)p = x;
        return;
    }
    for (int64_t i = 0; i < lanes; i++) p[i] = x[i];
}

/// Four numbers that have the same sum as all lanes.
SPARSE_INLINE sparse_four sparse_folded(sparse_float x) {
#if SPARSE_LANES == 4
    return x;
#else
#if SPARSE_LANES == 16
    typedef float half __attribute__((vector_size(32)));
    half y = __builtin_shufflevector(x, x, 0, 1, 2, 3, 4, 5, 6, 7)
        + __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15);
#else
    sparse_float y = x;
#endif
    return __builtin_shufflevector(y, y, 0, 1, 2, 3) + __builtin_shufflevector(y, y, 4, 5, 6, 7);
#endif
}

SPARSE_INLINE float sparse_sum(sparse_float x) {
    sparse_four y = sparse_folded(x);
    return (y[0] + y[2]) + (y[1] + y[3]);
}

/// The sums of four vectors' lanes.
SPARSE_INLINE sparse_four sparse_sums(const sparse_float *x) {
    sparse_four a = sparse_folded(x[0]), b = sparse_folded(x[1]);
    sparse_four c = sparse_folded(x[2]), d = sparse_folded(x[3]);
    sparse_four ab = __builtin_shufflevector(a, b, 0, 1, 4, 5) + __builtin_shufflevector(a, b, 2, 3, 6, 7);
    sparse_four cd = __builtin_shufflevector(c, d, 0, 1, 4, 5) + __builtin_shufflevector(c, d, 2, 3, 6, 7);
    return __builtin_shufflevector(ab, cd, 0, 2, 4, 6) + __builtin_shufflevector(ab, cd, 1, 3, 5, 7);
}
