// Product of an image's rows with packed weights: GEMM, GEMV and dense convolution in one kernel.
//
// K is cut into words of 32 bits (one float, two int16 or four bytes). Weights are packed in panels of
// 1 ... PANEL_VECTORS vectors of columns: a header (biases, for INT8 multipliers too), then for each
// word one vector for each column vector, in the order of use. A tile keeps rows × vectors of
// accumulators in registers, broadcasts each row's word and multiplies it with the panel's vectors.
//
// The file that includes this defines, beside the image's (image.h),
//   accumulator, operand            vector types
//   weight_element, bias_element
//   GROUP                           elements in a word
//   HEADER                          vectors in a panel's header for each column vector
//   PANEL_VECTORS, TILE_ROWS(nv)    the register tile, at most 3 vectors and 8 rows
//   DEPTH_UNROLL                    words that a tile takes before it looks whether there are more
//   operand_load, operand_broadcast, accumulate, accumulator_zero, accumulator_add
//   pack_header(layer, header, column, columns, lanes, weights, bias, multipliers)
//   accumulator_start(panel, v)
//   finisher, finish_prepare(layer), finish_row(finisher, accumulators, panel, nv, output, lastLanes)

#include "image.h"

#define VECTOR_BYTES (LANES * 4)

/// What a tile needs beside its rows and its panel.
typedef struct {
    /// Kernel rows, words in each, and the distance between them.
    int64_t segments, words, segmentBytes;
    /// From one row of the output to the next.
    int64_t columns;
} Depth;

/// What all strips of a layer share.
typedef struct {
    const CKLayer *layer;
    Depth depth;
    Image image;
} Strip;

INLINE int64_t run_length(const CKLayer *l) { return l->kernelWidth * l->inputChannels; }
INLINE int64_t run_words(const CKLayer *l) { return (run_length(l) + GROUP - 1) / GROUP; }

/// Panels differ by at most one vector, so that none is left with a sliver.
INLINE int64_t column_vectors(const CKLayer *l) { return (l->outputChannels + LANES - 1) / LANES; }
INLINE int64_t panel_count(const CKLayer *l) {
    return (column_vectors(l) + PANEL_VECTORS - 1) / PANEL_VECTORS;
}
INLINE int64_t panel_start(const CKLayer *l, int64_t panel) {
    return column_vectors(l) * panel / panel_count(l);
}
INLINE int64_t vector_bytes(const CKLayer *l) {
    return (HEADER + l->kernelHeight * run_words(l)) * VECTOR_BYTES;
}

/// A tile with few chains of dependent additions waits for each of them: K is then dealt out to
/// several sets of accumulators.
#define TILE_SETS(chains) ((chains) >= 7 ? 1 : (chains) >= 4 ? 2 : (chains) >= 2 ? 4 : 8)

INLINE void tile_step(
    const int rows, const int nv, accumulator (*sums)[3], const char *const *a, int64_t k, const char *w)
{
    operand weights[3];
    UNROLLED for (int v = 0; v < nv; v++) weights[v] = operand_load(w + v * VECTOR_BYTES);
    UNROLLED for (int r = 0; r < rows; r++) {
        operand x = operand_broadcast(a[r] + k * 4);
        UNROLLED for (int v = 0; v < nv; v++) sums[r][v] = accumulate(sums[r][v], x, weights[v]);
    }
}

INLINE void tile(
    const int rows, const int nv, const Depth *depth, const finisher *finishing, const char *const *a,
    const char *panel, output_element *output, int64_t lastLanes)
{
    const int sets = TILE_SETS(rows * nv);
    accumulator sums[8][8][3];
    UNROLLED for (int u = 0; u < sets; u++)
        UNROLLED for (int r = 0; r < rows; r++)
            UNROLLED for (int v = 0; v < nv; v++)
                sums[u][r][v] = u == 0 ? accumulator_start(panel, v) : accumulator_zero();

    const char *w = panel + HEADER * nv * VECTOR_BYTES;
    for (int64_t s = 0; s < depth->segments; s++) {
        const char *from[8];
        UNROLLED for (int r = 0; r < rows; r++) from[r] = a[r] + s * depth->segmentBytes;
        int64_t k = 0;
#pragma clang loop unroll_count(DEPTH_UNROLL)
        for (; k <= depth->words - sets; k += sets) {
            UNROLLED for (int u = 0; u < sets; u++)
                tile_step(rows, nv, sums[u], from, k + u, w + u * nv * VECTOR_BYTES);
            w += sets * nv * VECTOR_BYTES;
        }
        if (sets > 1)
            for (; k < depth->words; k++) {
                tile_step(rows, nv, sums[0], from, k, w);
                w += nv * VECTOR_BYTES;
            }
    }

    UNROLLED for (int r = 0; r < rows; r++) {
        UNROLLED for (int v = 0; v < nv; v++)
            UNROLLED for (int u = 1; u < sets; u++)
                sums[0][r][v] = accumulator_add(sums[0][r][v], sums[u][r][v]);
        finish_row(finishing, sums[0][r], panel, nv, output + r * depth->columns, lastLanes);
    }
}

/// `count` tiles of `rows` rows, one below the other; returns where the next one's output begins.
INLINE output_element *strip(
    const int rows, const int nv, const Strip *job, const char *panel, int64_t lastLanes, Cursor *cursor,
    output_element *output, int64_t count)
{
    // Copies: the stores of bytes might change the originals for all that the compiler knows.
    const Depth depth = job->depth;
    const Image image = job->image;
    const finisher finishing = finish_prepare(job->layer);
    Cursor at = *cursor;
    for (int64_t t = 0; t < count; t++, output += rows * depth.columns) {
        const char *a[8];
        cursor_next(&at, &image, rows, a);
        tile(rows, nv, &depth, &finishing, a, panel, output, lastLanes);
    }
    *cursor = at;
    return output;
}

typedef output_element *(*StripFunction)(
    const Strip *, const char *, int64_t, Cursor *, output_element *, int64_t);

#define STRIP(R, V)                                                                                     \
    static output_element *strip_##R##_##V(                                                             \
        const Strip *job, const char *panel, int64_t lastLanes, Cursor *cursor, output_element *output, \
        int64_t count)                                                                                  \
    {                                                                                                   \
        return strip(R, V, job, panel, lastLanes, cursor, output, count);                               \
    }
#define STRIPS(V)                                                                                       \
    STRIP(1, V) STRIP(2, V) STRIP(3, V) STRIP(4, V) STRIP(5, V) STRIP(6, V) STRIP(7, V) STRIP(8, V)
#define STRIP_ROW(V)                                                                                    \
    {strip_1_##V, strip_2_##V, strip_3_##V, strip_4_##V,                                                 \
     strip_5_##V, strip_6_##V, strip_7_##V, strip_8_##V}

STRIPS(1)
STRIPS(2)
#if PANEL_VECTORS == 3
STRIPS(3)
static const StripFunction strips[PANEL_VECTORS][8] = {STRIP_ROW(1), STRIP_ROW(2), STRIP_ROW(3)};
#else
static const StripFunction strips[PANEL_VECTORS][8] = {STRIP_ROW(1), STRIP_ROW(2)};
#endif

static int64_t product_packed_bytes(const CKLayer *l) { return column_vectors(l) * vector_bytes(l); }

static int64_t product_workspace_bytes(const CKLayer *l) { return image_bytes(l); }

static void product_pack(
    const CKLayer *l, const void *weights, const void *bias, const float *multipliers, void *packed)
{
    int64_t n = l->outputChannels, run = run_length(l), words = run_words(l);
    for (int64_t p = 0; p < panel_count(l); p++) {
        int64_t start = panel_start(l, p), nv = panel_start(l, p + 1) - start;
        int64_t column = start * LANES, lanes = nv * LANES;
        int64_t columns = n - column < lanes ? n - column : lanes;
        char *panel = (char *)packed + start * vector_bytes(l);
        pack_header(l, panel, column, columns, lanes, weights, bias, multipliers);
        packed_element *to = (packed_element *)(panel + HEADER * nv * VECTOR_BYTES);
        for (int64_t s = 0; s < l->kernelHeight; s++)
            for (int64_t word = 0; word < words; word++, to += lanes * GROUP) {
                if (columns < lanes || (word + 1) * GROUP > run) memset(to, 0, VECTOR_BYTES * nv);
                for (int64_t g = 0; g < GROUP && word * GROUP + g < run; g++) {
                    const weight_element *from =
                        (const weight_element *)weights + (s * run + word * GROUP + g) * n + column;
                    for (int64_t i = 0; i < columns; i++) to[i * GROUP + g] = from[i];
                }
            }
    }
}

/// Rows that are taken through all panels together: their operands stay in the second-level cache.
#define BLOCK_BYTES (128 << 10)

static void product_run(
    const CKLayer *l, const void *packed, const void *input, void *output, void *workspace)
{
    Image image = image_make(l, input, workspace);
    Strip job = {
        l, {l->kernelHeight, run_words(l), image.rowBytes, l->outputChannels}, image};
    int64_t m = l->outputHeight * l->outputWidth, n = l->outputChannels, panels = panel_count(l);
    int64_t block = BLOCK_BYTES / (job.depth.segments * job.depth.words * 4);
    block = block < 48 ? 48 : block;
    for (int64_t first = 0; first < m; first += block) {
        int64_t rows = m - first < block ? m - first : block;
        for (int64_t p = 0; p < panels; p++) {
            int64_t start = panel_start(l, p), nv = panel_start(l, p + 1) - start;
            int64_t lastLanes = n - (start + nv - 1) * LANES;
            const char *panel = (const char *)packed + start * vector_bytes(l);
            output_element *to = (output_element *)output + first * n + start * LANES;
            int64_t count = (rows + TILE_ROWS(nv) - 1) / TILE_ROWS(nv);
            int64_t height = rows / count, larger = rows % count;
            Cursor cursor = cursor_at(&image, first);
            if (larger > 0) to = strips[nv - 1][height](&job, panel, lastLanes, &cursor, to, larger);
            strips[nv - 1][height - 1](&job, panel, lastLanes, &cursor, to, count - larger);
        }
    }
}

static const CKKernels product_kernels = {
    product_packed_bytes, product_workspace_bytes, product_pack, product_run};
