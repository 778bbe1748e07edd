#pragma once
// Some weights of each group of inputs (N:M): every row has all groups, so that a weight needs but the number of its input
// in the group.

#include "entries.h"

/// The first weight of a row in a block.
SPARSE_INLINE int64_t groups_first(const CKSparseMatrix *m, int64_t block, int64_t row, const int count) {
    const int64_t groups = m->firsts[block + 1] - m->firsts[block];
    return (m->firsts[block] * m->rowCount + row * groups) * count;
}

SPARSE_INLINE void groups_tile(
    const int count, const int vectors, const int64_t lanes, const SparseCall *call, int64_t block, int64_t dense,
    int64_t row)
{
    const CKSparseMatrix m = *call->matrix;
    const float *const from = call->dense + dense;
    for (int64_t r = 0; r < m.rowCount; r++) {
        float *const out = call->rows + row + r * call->runs->row;
        const float *weights = call->weights + groups_first(&m, block, r, count);
        const uint8_t *codes = m.codes + groups_first(&m, block, r, count);
        sparse_float sums[SPARSE_VECTORS];
        SPARSE_UNROLLED for (int v = 0; v < vectors; v++) sums[v] = sparse_start(call, block, r, out + v * SPARSE_LANES);
        for (int32_t g = m.firsts[block]; g < m.firsts[block + 1]; g++, weights += count, codes += count) {
            const float *group = from + m.places[g] * m.grain;
            SPARSE_UNROLLED for (int i = 0; i < count; i++) {
                const float *x = group + codes[i] * m.inputStep;
                const float w = weights[i];
                SPARSE_UNROLLED for (int v = 0; v < vectors; v++) sums[v] += w * sparse_load(x + v * SPARSE_LANES);
            }
        }
        SPARSE_UNROLLED for (int v = 0; v < vectors; v++)
            sparse_store_lanes(out + v * SPARSE_LANES, sums[v], v < vectors - 1 ? SPARSE_LANES : lanes);
    }
}

SPARSE_INLINE void groups_sample(
    const int count, const int vectors, const int64_t lanes, const SparseCall *call, int64_t block, int64_t dense,
    int64_t row)
{
    const CKSparseMatrix m = *call->matrix;
    const float *const from = call->dense + dense;
    const int64_t weights = (m.firsts[block + 1] - m.firsts[block]) * count;
    for (int64_t r = 0; r < m.rowCount; r++) {
        const float *const out = call->rows + row + r * call->runs->row;
        const uint8_t *codes = m.codes + groups_first(&m, block, r, count);
        float *sums = call->sums + groups_first(&m, block, r, count);
        sparse_float g[SPARSE_VECTORS];
        SPARSE_UNROLLED for (int v = 0; v < vectors; v++)
            g[v] = sparse_load_lanes(out + v * SPARSE_LANES, v < vectors - 1 ? SPARSE_LANES : lanes);
        int64_t w = 0;
        for (; w <= weights - 4; w += 4) {
            sparse_float dots[4];
            SPARSE_UNROLLED for (int j = 0; j < 4; j++) {
                const int64_t place = m.places[m.firsts[block] + (w + j) / count];
                dots[j] = entries_dot(vectors, g, from + place * m.grain + codes[w + j] * m.inputStep);
            }
            *(sparse_four *)(sums + w) += sparse_sums(dots);
        }
        for (; w < weights; w++) {
            const int64_t place = m.places[m.firsts[block] + w / count];
            sums[w] += sparse_sum(entries_dot(vectors, g, from + place * m.grain + codes[w] * m.inputStep));
        }
    }
}

/// A form for each number of weights in a group.
#define SPARSE_GROUPS(NAME, COUNT)                                                                           \
    SPARSE_INLINE void NAME##_tile(                                                                          \
        const int vectors, const int64_t lanes, const SparseCall *call, int64_t block, int64_t dense,        \
        int64_t row)                                                                                         \
    {                                                                                                        \
        groups_tile(COUNT, vectors, lanes, call, block, dense, row);                                         \
    }                                                                                                        \
    SPARSE_INLINE void NAME##_sample(                                                                        \
        const int vectors, const int64_t lanes, const SparseCall *call, int64_t block, int64_t dense,        \
        int64_t row)                                                                                         \
    {                                                                                                        \
        groups_sample(COUNT, vectors, lanes, call, block, dense, row);                                       \
    }                                                                                                        \
    SPARSE_FORM(NAME)

SPARSE_GROUPS(groups1, 1)
SPARSE_GROUPS(groups2, 2)
