#pragma once
// Products of a sparse matrix with a dense one, behind one table of functions an instruction set.
//
// The dense operand keeps the examples of a batch innermost: what a weight is multiplied with is a run of successive
// floats, whichever weights are left. No index is gathered, and the same code takes linear layers (a run is the batch) and
// convolutions (a run is a line of output pixels with the batch of each).

#include <stdint.h>

/// A sparse matrix in entries: single weights, blocks of weights, or groups with some weights each. Its columns are cut
/// into blocks, each small enough for what it reads to stay in the first-level cache. A column stands for a place in the
/// dense operand, so that the taps of a convolution are columns like any others.
typedef struct {
    /// Rows of the matrix; those of a block's outputs count as one.
    int64_t rowCount;
    int64_t blocks;
    /// Of each block: where its places begin in the dense operand, in floats.
    const int64_t *origins;
    /// Of each block and one more: its first element in `rows` and `ends`. Of groups: in `places`, the same for all rows.
    const int32_t *firsts;
    /// Rows with entries in a block, all rows in the first. Not of groups.
    const uint16_t *rows;
    /// One past the last entry of each of those rows; its first is where the row before it ends. Not of groups.
    const int32_t *ends;
    /// Of each entry: its place in the dense operand from the block's origin on, in grains.
    const uint16_t *places;
    /// Of each weight of a group: which of the group's inputs it belongs to. Groups alone.
    const uint8_t *codes;
    /// Floats of a grain.
    int64_t grain;
    /// Floats between successive inputs of a block or a group.
    int64_t inputStep;
} CKSparseMatrix;

/// How the dense operand and the one with the matrix's rows are walked together: lines of columns of runs of floats.
typedef struct {
    int64_t run, columns, lines;
    /// Floats from one column or line to the next in the dense operand, and in the one with rows.
    int64_t denseColumn, denseLine, rowColumn, rowLine;
    /// Floats from one row to the next.
    int64_t row;
} CKRuns;

/// The products of one form of sparse matrix. An entry's weights lie together, those of one output first.
typedef struct {
    /// rows[r] = bias[r] + Σ weight·dense[place], run by run; `bias` may be NULL for zeros.
    void (*product)(
        const CKSparseMatrix *matrix, const CKRuns *runs, const float *weights, const float *bias, const float *dense,
        float *rows);
    /// weights += Σ rows[r]·dense[place] over all runs, at the entries alone: a sampled dense–dense product.
    void (*sampled)(
        const CKSparseMatrix *matrix, const CKRuns *runs, const float *rows, const float *dense, float *weights);
} CKSparseForm;

/// Floats that may be read beyond the end of either operand. Products do not use them; sampled ones multiply those of the dense
/// operand by 0, so that where an operand has infinities or no numbers, sums of other places may be none either.
#define CK_SPARSE_SLACK 32

typedef struct {
    /// Single weights.
    CKSparseForm entries;
    /// Blocks of inputs × outputs.
    CKSparseForm blocks1x16, blocks16x1, blocks4x4;
    /// One or two weights of each group of inputs.
    CKSparseForm groups1, groups2;
    /// to[c][r] = from[r][c], with so many floats from row to row.
    void (*transpose)(
        int64_t rows, int64_t columns, const float *from, int64_t fromPitch, float *to, int64_t toPitch);
    /// Floats of a tile: what is read at each place before the next.
    int64_t tile;
} CKSparse;

extern const CKSparse *const ck_sparse_baseline, *const ck_sparse_avx2, *const ck_sparse_avx512;
