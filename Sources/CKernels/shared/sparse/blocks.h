#pragma once
// Blocks of inputs × outputs: what is loaded of the dense operand serves several outputs.

#include "walk.h"

/// Sums of a step: outputs × vectors, or outputs × inputs of a sampled product.
#define BLOCKS_SUMS 8

SPARSE_INLINE void blocks_tile(
    const int inputs, const int outputs, const int vectors, const int64_t lanes, const SparseCall *call, int64_t block,
    int64_t dense, int64_t row)
{
    const int high = outputs < 4 ? outputs : 4, most = BLOCKS_SUMS / high, wide = vectors < most ? vectors : most;
    const CKSparseMatrix m = *call->matrix;
    const int64_t pitch = call->runs->row;
    int32_t first = block == 0 ? 0 : m.ends[m.firsts[block] - 1];
    for (int32_t i = m.firsts[block]; i < m.firsts[block + 1]; first = m.ends[i], i++) {
        const int64_t firstRow = (int64_t)m.rows[i] * outputs;
        for (int o = 0; o < outputs; o += high)
            for (int part = 0; part < vectors; part += wide) {
                const float *const from = call->dense + dense + part * SPARSE_LANES;
                float *const out = call->rows + row + (firstRow + o) * pitch + part * SPARSE_LANES;
                sparse_float sums[BLOCKS_SUMS][BLOCKS_SUMS];
                SPARSE_UNROLLED for (int j = 0; j < high; j++)
                    SPARSE_UNROLLED for (int v = 0; v < wide; v++)
                        sums[j][v] = sparse_start(call, block, firstRow + o + j, out + j * pitch + v * SPARSE_LANES);
                for (int32_t e = first; e < m.ends[i]; e++) {
                    const float *x = from + m.places[e] * m.grain;
                    const float *w = call->weights + ((int64_t)e * outputs + o) * inputs;
                    SPARSE_UNROLLED for (int k = 0; k < inputs; k++, x += m.inputStep)
                        SPARSE_UNROLLED for (int j = 0; j < high; j++)
                            SPARSE_UNROLLED for (int v = 0; v < wide; v++)
                                sums[j][v] += w[j * inputs + k] * sparse_load(x + v * SPARSE_LANES);
                }
                SPARSE_UNROLLED for (int j = 0; j < high; j++)
                    SPARSE_UNROLLED for (int v = 0; v < wide; v++)
                        sparse_store_lanes(
                            out + j * pitch + v * SPARSE_LANES, sums[j][v],
                            part + v < vectors - 1 ? SPARSE_LANES : lanes);
            }
    }
}

SPARSE_INLINE void blocks_sample(
    const int inputs, const int outputs, const int vectors, const int64_t lanes, const SparseCall *call, int64_t block,
    int64_t dense, int64_t row)
{
    // Successive sums belong to successive weights.
    const int wide = inputs < 4 ? inputs : inputs == 4 ? 4 : 8, high = BLOCKS_SUMS / wide;
    const CKSparseMatrix m = *call->matrix;
    const int64_t pitch = call->runs->row;
    int32_t e = block == 0 ? 0 : m.ends[m.firsts[block] - 1];
    for (int32_t i = m.firsts[block]; i < m.firsts[block + 1]; i++) {
        const float *const out = call->rows + row + m.rows[i] * outputs * pitch;
        for (; e < m.ends[i]; e++) {
            const float *const from = call->dense + dense + m.places[e] * m.grain;
            float *const to = call->sums + (int64_t)e * inputs * outputs;
            for (int o = 0; o < outputs; o += high)
                for (int k = 0; k < inputs; k += wide) {
                    sparse_float sums[BLOCKS_SUMS] = {0};
                    SPARSE_UNROLLED for (int v = 0; v < vectors; v++) {
                        sparse_float g[BLOCKS_SUMS];
                        SPARSE_UNROLLED for (int j = 0; j < high; j++)
                            g[j] = sparse_load_lanes(
                                out + (o + j) * pitch + v * SPARSE_LANES, v < vectors - 1 ? SPARSE_LANES : lanes);
                        SPARSE_UNROLLED for (int n = 0; n < wide; n++) {
                            sparse_float x = sparse_load(from + (k + n) * m.inputStep + v * SPARSE_LANES);
                            SPARSE_UNROLLED for (int j = 0; j < high; j++) sums[j * wide + n] += g[j] * x;
                        }
                    }
                    float *sum = to + o * inputs + k;
                    *(sparse_four *)sum += sparse_sums(sums);
                    *(sparse_four *)(sum + 4) += sparse_sums(sums + 4);
                }
        }
    }
}

/// A form for each kind of block.
#define SPARSE_BLOCKS(NAME, INPUTS, OUTPUTS)                                                                 \
    SPARSE_INLINE void NAME##_tile(                                                                          \
        const int vectors, const int64_t lanes, const SparseCall *call, int64_t block, int64_t dense,        \
        int64_t row)                                                                                         \
    {                                                                                                        \
        blocks_tile(INPUTS, OUTPUTS, vectors, lanes, call, block, dense, row);                               \
    }                                                                                                        \
    SPARSE_INLINE void NAME##_sample(                                                                        \
        const int vectors, const int64_t lanes, const SparseCall *call, int64_t block, int64_t dense,        \
        int64_t row)                                                                                         \
    {                                                                                                        \
        blocks_sample(INPUTS, OUTPUTS, vectors, lanes, call, block, dense, row);                             \
    }                                                                                                        \
    SPARSE_FORM(NAME)

SPARSE_BLOCKS(blocks1x16, 1, 16)
SPARSE_BLOCKS(blocks16x1, 16, 1)
SPARSE_BLOCKS(blocks4x4, 4, 4)
