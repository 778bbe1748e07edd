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
//   operand_load, operand_broadcast, accumulate, accumulator_zero, accumulator_add
//   pack_header(layer, header, column, columns, lanes, weights, bias, multipliers)
//   accumulator_start(panel, v)
//   finisher, finish_prepare(layer), finish_row(finisher, accumulators, panel, nv, output, lastLanes)

#include "image.h"

#define VECTOR_BYTES (LANES * 4)

/// What a tile needs beside its rows and its panel.
typedef struct {
    const CKLayer *layer;
    /// Kernel rows, words in each, and the distance between them.
    int64_t segments, words, segmentBytes;
} Depth;

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
    const int rows, const int nv, const Depth *depth, const char *const *a, const char *panel,
    output_element *output, int64_t lastLanes)
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

    // Read here: the stores of bytes below might change them for all that the compiler knows.
    const finisher finishing = finish_prepare(depth->layer);
    const int64_t columns = depth->layer->outputChannels;
    UNROLLED for (int r = 0; r < rows; r++) {
        UNROLLED for (int v = 0; v < nv; v++)
            UNROLLED for (int u = 1; u < sets; u++)
                sums[0][r][v] = accumulator_add(sums[0][r][v], sums[u][r][v]);
        finish_row(&finishing, sums[0][r], panel, nv, output + r * columns, lastLanes);
    }
}

typedef void (*Tile)(const Depth *, const char *const *, const char *, output_element *, int64_t);

#define TILE(R, V)                                                                                      \
    static void tile_##R##_##V(                                                                         \
        const Depth *depth, const char *const *a, const char *panel, output_element *output,            \
        int64_t lastLanes)                                                                              \
    {                                                                                                   \
        tile(R, V, depth, a, panel, output, lastLanes);                                                 \
    }
#define TILES(V) TILE(1, V) TILE(2, V) TILE(3, V) TILE(4, V) TILE(5, V) TILE(6, V) TILE(7, V) TILE(8, V)
#define TILE_ROW(V)                                                                                     \
    {tile_1_##V, tile_2_##V, tile_3_##V, tile_4_##V, tile_5_##V, tile_6_##V, tile_7_##V, tile_8_##V}

TILES(1)
TILES(2)
#if PANEL_VECTORS == 3
TILES(3)
static const Tile tiles[PANEL_VECTORS][8] = {TILE_ROW(1), TILE_ROW(2), TILE_ROW(3)};
#else
static const Tile tiles[PANEL_VECTORS][8] = {TILE_ROW(1), TILE_ROW(2)};
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
    Depth depth = {l, l->kernelHeight, run_words(l), image.rowBytes};
    int64_t m = l->outputHeight * l->outputWidth, n = l->outputChannels, panels = panel_count(l);
    int64_t block = BLOCK_BYTES / (depth.segments * depth.words * 4);
    block = block < 48 ? 48 : block;
    for (int64_t first = 0; first < m; first += block) {
        int64_t rows = m - first < block ? m - first : block;
        for (int64_t p = 0; p < panels; p++) {
            int64_t start = panel_start(l, p), nv = panel_start(l, p + 1) - start;
            int64_t lastLanes = n - (start + nv - 1) * LANES;
            const char *panel = (const char *)packed + start * vector_bytes(l);
            output_element *to = (output_element *)output + first * n + start * LANES;
            int64_t count = (rows + TILE_ROWS(nv) - 1) / TILE_ROWS(nv);
            int64_t base = rows / count, larger = rows % count;
            Cursor cursor = cursor_at(&image, first);
            for (int64_t t = 0; t < count; t++) {
                int64_t height = base + (t < larger);
                const char *a[8];
                cursor_next(&cursor, &image, height, a);
                tiles[nv - 1][height - 1](&depth, a, panel, to, lastLanes);
                to += height * n;
            }
        }
    }
}

static const CKKernels product_kernels = {
    product_packed_bytes, product_workspace_bytes, product_pack, product_run};
