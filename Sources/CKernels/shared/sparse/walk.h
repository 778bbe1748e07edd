#pragma once
// The walk over a dense operand: run by run, in tiles of some vectors, and for each tile through all blocks of the matrix,
// so that the tile of every row stays in the caches meanwhile.

#include "vectors.h"

/// Vectors of a tile: as many sums as hide the latency of an addition.
#define SPARSE_VECTORS 8

/// What the tiles of a call have in common.
typedef struct {
    const CKSparseMatrix *matrix;
    const CKRuns *runs;
    const float *weights, *bias, *dense;
    /// Written by a product, read by a sampled one.
    float *rows;
    /// The sums of a sampled product, one a weight.
    float *sums;
} SparseCall;

/// Computes a block for a tile of `vectors` vectors, the last of which has `lanes` floats. The tile lies `dense` and `row`
/// floats after the beginning of the operands.
typedef void SparseTile(
    const int vectors, const int64_t lanes, const SparseCall *call, int64_t block, int64_t dense, int64_t row);

SPARSE_INLINE void sparse_blocks(
    SparseTile *const tile, const int vectors, const int64_t lanes, const SparseCall *call, int64_t dense, int64_t row)
{
    const CKSparseMatrix *m = call->matrix;
    for (int64_t block = 0; block < m->blocks; block++)
        tile(vectors, lanes, call, block, dense + m->origins[block], row);
}

SPARSE_INLINE void sparse_run(SparseTile *const tile, const SparseCall *call, int64_t dense, int64_t row) {
    const int64_t end = call->runs->run;
    int64_t at = 0;
    for (; end - at >= SPARSE_VECTORS * SPARSE_LANES; at += SPARSE_VECTORS * SPARSE_LANES)
        sparse_blocks(tile, SPARSE_VECTORS, SPARSE_LANES, call, dense + at, row + at);
    if (end - at >= 4 * SPARSE_LANES) {
        sparse_blocks(tile, 4, SPARSE_LANES, call, dense + at, row + at);
        at += 4 * SPARSE_LANES;
    }
    if (end - at >= 2 * SPARSE_LANES) {
        sparse_blocks(tile, 2, SPARSE_LANES, call, dense + at, row + at);
        at += 2 * SPARSE_LANES;
    }
    if (end - at > SPARSE_LANES)
        sparse_blocks(tile, 2, end - at - SPARSE_LANES, call, dense + at, row + at);
    else if (end > at)
        sparse_blocks(tile, 1, end - at, call, dense + at, row + at);
}

SPARSE_INLINE void sparse_walk(SparseTile *const tile, const SparseCall *call) {
    const CKRuns *r = call->runs;
    for (int64_t line = 0; line < r->lines; line++)
        for (int64_t column = 0; column < r->columns; column++)
            sparse_run(
                tile, call, line * r->denseLine + column * r->denseColumn, line * r->rowLine + column * r->rowColumn);
}

/// The functions of a form: NAME_product and NAME_sampled, of NAME_tile and NAME_sample.
#define SPARSE_FORM(NAME)                                                                                     \
    static void NAME##_product(                                                                               \
        const CKSparseMatrix *matrix, const CKRuns *runs, const float *weights, const float *bias,            \
        const float *dense, float *rows)                                                                      \
    {                                                                                                         \
        const SparseCall call = {matrix, runs, weights, bias, dense, rows, 0};                                \
        sparse_walk(NAME##_tile, &call);                                                                      \
    }                                                                                                         \
    static void NAME##_sampled(                                                                               \
        const CKSparseMatrix *matrix, const CKRuns *runs, const float *rows, const float *dense,              \
        float *weights)                                                                                       \
    {                                                                                                         \
        const SparseCall call = {matrix, runs, 0, 0, dense, (float *)rows, weights};                          \
        sparse_walk(NAME##_sample, &call);                                                                    \
    }

/// Where a tile's sums begin: at the bias in the first block, at what the blocks before it summed in the others.
SPARSE_INLINE sparse_float sparse_start(const SparseCall *call, int64_t block, int64_t row, const float *out) {
    if (block > 0) return sparse_load(out);
    return sparse_set(call->bias ? call->bias[row] : 0);
}
