#pragma once
// Single weights, wherever they are.

#include "walk.h"

SPARSE_INLINE void entries_tile(
    const int vectors, const int64_t lanes, const SparseCall *call, int64_t block, int64_t dense, int64_t row)
{
    const CKSparseMatrix m = *call->matrix;
    const float *const from = call->dense + dense, *const weights = call->weights;
    const int64_t pitch = call->runs->row;
    int32_t e = block == 0 ? 0 : m.ends[m.firsts[block] - 1];
    for (int32_t i = m.firsts[block]; i < m.firsts[block + 1]; i++) {
        float *const out = call->rows + row + m.rows[i] * pitch;
        const int32_t end = m.ends[i];
        sparse_float sums[SPARSE_VECTORS];
        SPARSE_UNROLLED for (int v = 0; v < vectors; v++)
            sums[v] = sparse_start(call, block, m.rows[i], out + v * SPARSE_LANES);
        for (; e < end; e++) {
            const float *x = from + m.places[e] * m.grain;
            const float w = weights[e];
            SPARSE_UNROLLED for (int v = 0; v < vectors; v++) sums[v] += w * sparse_load(x + v * SPARSE_LANES);
        }
        SPARSE_UNROLLED for (int v = 0; v < vectors; v++)
            sparse_store_lanes(out + v * SPARSE_LANES, sums[v], v < vectors - 1 ? SPARSE_LANES : lanes);
    }
}

/// Two chains of sums: one alone would wait for each of its additions.
SPARSE_INLINE sparse_float entries_dot(const int vectors, const sparse_float *g, const float *x) {
    sparse_float sums[2] = {g[0] * sparse_load(x), {0}};
    SPARSE_UNROLLED for (int v = 1; v < vectors; v++) sums[v & 1] += g[v] * sparse_load(x + v * SPARSE_LANES);
    return sums[0] + sums[1];
}

SPARSE_INLINE void entries_sample(
    const int vectors, const int64_t lanes, const SparseCall *call, int64_t block, int64_t dense, int64_t row)
{
    const CKSparseMatrix m = *call->matrix;
    const float *const from = call->dense + dense;
    const int64_t pitch = call->runs->row;
    int32_t e = block == 0 ? 0 : m.ends[m.firsts[block] - 1];
    for (int32_t i = m.firsts[block]; i < m.firsts[block + 1]; i++) {
        const float *const out = call->rows + row + m.rows[i] * pitch;
        const int32_t end = m.ends[i];
        if (e == end) continue;
        sparse_float g[SPARSE_VECTORS];
        SPARSE_UNROLLED for (int v = 0; v < vectors; v++)
            g[v] = sparse_load_lanes(out + v * SPARSE_LANES, v < vectors - 1 ? SPARSE_LANES : lanes);
        for (; e <= end - 4; e += 4) {
            sparse_float dots[4];
            SPARSE_UNROLLED for (int j = 0; j < 4; j++) dots[j] = entries_dot(vectors, g, from + m.places[e + j] * m.grain);
            *(sparse_four *)(call->sums + e) += sparse_sums(dots);
        }
        for (; e < end; e++) call->sums[e] += sparse_sum(entries_dot(vectors, g, from + m.places[e] * m.grain));
    }
}

SPARSE_FORM(entries)
