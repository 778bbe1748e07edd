// Product of an image's rows with packed weights: GEMM, GEMV and dense convolution in one kernel.
//
// K is cut into words of 32 bits (one float, two int16 or four bytes; SMMLA takes eight bytes). Weights are
// packed in panels of 1 ... PANEL_VECTORS vectors of columns: a header (biases, for INT8 multipliers too), then
// for each word one vector for each column vector, in the order of use. A tile keeps rows × vectors of
// accumulators in registers, broadcasts each row's word and multiplies it with the panel's vectors.
//
// The file that includes this defines, beside the image's (image.h),
//   accumulator, operand, word      vector types: sums, weights, and a row's word in every lane
//   weight_element, bias_element
//   GROUP                           elements in a word
//   HEADER                          vectors in a panel's header for each column vector
//   PANEL_VECTORS, TILE_ROWS(nv)    the register tile: at most 3 vectors and 8 rows, or 8 vectors of one row
//   TILE_MOST_ROWS                  8 or 1
//   DEPTH_UNROLL                    words that a tile takes before it looks whether there are more
//   operand_load, word_broadcast, accumulate, accumulator_zero, accumulator_add
//   PACKED_PLACE(lane, g)           where element g of a column's word lies among a word's packed weights; if not
//                                   defined, words follow each other
//   LANE_WORDS, words_load, word_lane
//                                   if defined, a row's words are loaded so many at once, and multiplied by lane
//   SUMS_IN_BLOCKS                  if defined, sums are kept in blocks (i8mm/blocks.h)
//   pack_header(layer, header, column, columns, lanes, weights, bias, multipliers)
//   accumulator_start(panel, v)
//   finisher, finish_prepare(layer), finish_row(finisher, accumulators, panel, nv, output, lastLanes)

#include "image.h"

#define VECTOR_BYTES (LANES * 4)
#define WORD_BYTES (GROUP * (int64_t)sizeof(packed_element))
/// One word of each column of a vector.
#define WEIGHT_BYTES (LANES * WORD_BYTES)

#if !defined(PACKED_PLACE)
#define PACKED_PLACE(lane, g) ((lane) * GROUP + (g))
#endif

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

/// Vectors of columns, dealt out to panels that differ by at most one, so that none is left with a sliver.
INLINE int64_t column_vectors(const CKLayer *l) { return (l->outputChannels + LANES - 1) / LANES; }
INLINE int64_t vector_bytes(const CKLayer *l) {
    return HEADER * VECTOR_BYTES + l->kernelHeight * run_words(l) * WEIGHT_BYTES;
}

/// Walks the panels. Divisions are of 32 bits and as few as can be: they take as long as a small layer.
typedef struct {
    /// The first vector of the panel, and its vectors.
    int64_t start, vectors;
    /// Panels after it, and how many of those that remain have one vector more than the others.
    uint32_t left, larger;
} Panel;

INLINE Panel panel_first(const CKLayer *l) {
    uint32_t vectors = (uint32_t)column_vectors(l);
    if (vectors <= PANEL_VECTORS) return (Panel){0, vectors, 0, 0};
    uint32_t count = (vectors + PANEL_VECTORS - 1) / PANEL_VECTORS, larger = vectors % count;
    return (Panel){0, vectors / count + (larger > 0), count - 1, larger};
}

INLINE void panel_next(Panel *panel) {
    panel->start += panel->vectors;
    if (panel->larger > 0 && --panel->larger == 0) panel->vectors--;
    panel->left--;
}

/// A tile with few chains of dependent additions waits for each of them: K is then dealt out to
/// several sets of accumulators.
#define TILE_SETS(chains) ((chains) >= 7 ? 1 : (chains) >= 4 ? 2 : (chains) >= 2 ? 4 : 8)
#define MOST_SETS 8

#if defined(SUMS_IN_BLOCKS)
#include "../i8mm/blocks.h"
#else
#define TILE_HELD_ROWS(rows) (rows)

INLINE accumulator tile_start(const char *panel, const int r, const int v) {
    return accumulator_start(panel, v);
}

INLINE void tile_step(
    const int rows, const int nv, accumulator (*sums)[PANEL_VECTORS], const char *const *a, int64_t k,
    const char *w)
{
    operand weights[PANEL_VECTORS];
    UNROLLED for (int v = 0; v < nv; v++) weights[v] = operand_load(w + v * WEIGHT_BYTES);
    UNROLLED for (int r = 0; r < rows; r++) {
        word x = word_broadcast(a[r] + k * WORD_BYTES);
        UNROLLED for (int v = 0; v < nv; v++) sums[r][v] = accumulate(sums[r][v], x, weights[v]);
    }
}

#if defined(LANE_WORDS)
INLINE void tile_lanes(
    const int rows, const int nv, const int sets, accumulator (*sums)[TILE_MOST_ROWS][PANEL_VECTORS],
    const char *const *a, int64_t k, const char *w)
{
    operand x[TILE_MOST_ROWS];
    UNROLLED for (int r = 0; r < rows; r++) x[r] = words_load(a[r] + k * WORD_BYTES);
    UNROLLED for (int i = 0; i < LANE_WORDS; i++)
        UNROLLED for (int v = 0; v < nv; v++) {
            operand weights = operand_load(w + (i * nv + v) * WEIGHT_BYTES);
            UNROLLED for (int r = 0; r < rows; r++)
                sums[i % sets][r][v] = accumulate(sums[i % sets][r][v], word_lane(x[r], i), weights);
        }
}
#endif

INLINE void tile_end(const int rows, const int nv, accumulator (*sums)[PANEL_VECTORS]) {}
#endif

INLINE void tile(
    const int rows, const int nv, const Depth *depth, const finisher *finishing, const char *const *a,
    const char *panel, output_element *output, int64_t lastLanes)
{
    const int sets = TILE_SETS(rows * nv);
    accumulator sums[MOST_SETS][TILE_MOST_ROWS][PANEL_VECTORS];
    UNROLLED for (int u = 0; u < sets; u++)
        UNROLLED for (int r = 0; r < TILE_HELD_ROWS(rows); r++)
            UNROLLED for (int v = 0; v < nv; v++)
                sums[u][r][v] = u == 0 ? tile_start(panel, r, v) : accumulator_zero();

    const char *w = panel + HEADER * nv * VECTOR_BYTES;
    for (int64_t s = 0; s < depth->segments; s++) {
        const char *from[TILE_MOST_ROWS];
        UNROLLED for (int r = 0; r < rows; r++) from[r] = a[r] + s * depth->segmentBytes;
        int64_t k = 0;
#if defined(LANE_WORDS)
        for (; k <= depth->words - LANE_WORDS; k += LANE_WORDS) {
            tile_lanes(rows, nv, sets, sums, from, k, w);
            w += LANE_WORDS * nv * WEIGHT_BYTES;
        }
#endif
#pragma clang loop unroll_count(DEPTH_UNROLL)
        for (; k <= depth->words - sets; k += sets) {
            UNROLLED for (int u = 0; u < sets; u++)
                tile_step(rows, nv, sums[u], from, k + u, w + u * nv * WEIGHT_BYTES);
            w += sets * nv * WEIGHT_BYTES;
        }
        if (sets > 1)
            for (; k < depth->words; k++) {
                tile_step(rows, nv, sums[0], from, k, w);
                w += nv * WEIGHT_BYTES;
            }
    }

    UNROLLED for (int u = 1; u < sets; u++)
        UNROLLED for (int r = 0; r < TILE_HELD_ROWS(rows); r++)
            UNROLLED for (int v = 0; v < nv; v++)
                sums[0][r][v] = accumulator_add(sums[0][r][v], sums[u][r][v]);
    tile_end(rows, nv, sums[0]);
    UNROLLED for (int r = 0; r < rows; r++) {
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
        const char *a[TILE_MOST_ROWS];
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
#if TILE_MOST_ROWS == 1
#define STRIPS(V) STRIP(1, V)
#define STRIP_ROW(V) {strip_1_##V}
#else
#define STRIPS(V)                                                                                       \
    STRIP(1, V) STRIP(2, V) STRIP(3, V) STRIP(4, V) STRIP(5, V) STRIP(6, V) STRIP(7, V) STRIP(8, V)
#define STRIP_ROW(V)                                                                                    \
    {strip_1_##V, strip_2_##V, strip_3_##V, strip_4_##V,                                                 \
     strip_5_##V, strip_6_##V, strip_7_##V, strip_8_##V}
#endif

STRIPS(1)
STRIPS(2)
#if PANEL_VECTORS > 2
STRIPS(3)
#endif
#if PANEL_VECTORS > 3
STRIPS(4) STRIPS(5) STRIPS(6) STRIPS(7) STRIPS(8)
#endif
static const StripFunction strips[PANEL_VECTORS][TILE_MOST_ROWS] = {
    STRIP_ROW(1), STRIP_ROW(2),
#if PANEL_VECTORS > 2
    STRIP_ROW(3),
#endif
#if PANEL_VECTORS > 3
    STRIP_ROW(4), STRIP_ROW(5), STRIP_ROW(6), STRIP_ROW(7), STRIP_ROW(8),
#endif
};

static int64_t product_packed_bytes(const CKLayer *l) { return column_vectors(l) * vector_bytes(l); }

static int64_t product_workspace_bytes(const CKLayer *l) { return image_bytes(l); }

static void pack_panel(
    const CKLayer *l, const void *weights, const void *bias, const float *multipliers, const Panel *at, char *panel)
{
    int64_t n = l->outputChannels, run = run_length(l), words = run_words(l);
    int64_t column = at->start * LANES, lanes = at->vectors * LANES;
    int64_t columns = n - column < lanes ? n - column : lanes;
    pack_header(l, panel, column, columns, lanes, weights, bias, multipliers);
    packed_element *to = (packed_element *)(panel + HEADER * at->vectors * VECTOR_BYTES);
    for (int64_t s = 0; s < l->kernelHeight; s++)
        for (int64_t w = 0; w < words; w++, to += lanes * GROUP) {
            if (columns < lanes || (w + 1) * GROUP > run) memset(to, 0, (size_t)(lanes * WORD_BYTES));
            for (int64_t g = 0; g < GROUP && w * GROUP + g < run; g++) {
                const weight_element *from =
                    (const weight_element *)weights + (s * run + w * GROUP + g) * n + column;
                for (int64_t i = 0; i < columns; i++) to[PACKED_PLACE(i, g)] = from[i];
            }
        }
}

static void product_pack(
    const CKLayer *l, const void *weights, const void *bias, const float *multipliers, void *packed)
{
    for (Panel panel = panel_first(l);; panel_next(&panel)) {
        pack_panel(
            l, weights, bias, multipliers, &panel, (char *)packed + panel.start * vector_bytes(l));
        if (panel.left == 0) return;
    }
}

/// Rows that are taken through all panels together: their operands stay in the second-level cache.
#define BLOCK_BYTES (128 << 10)

/// A panel's columns of `rows` rows from `first` on, in tiles that differ by at most one row.
INLINE void panel_run(
    const Strip *job, const Panel *at, const char *panel, int64_t lastLanes, int64_t first, int64_t rows,
    output_element *to)
{
    Cursor cursor = cursor_at(&job->image, first);
#if TILE_MOST_ROWS == 1
    strips[at->vectors - 1][0](job, panel, lastLanes, &cursor, to, rows);
#else
    uint32_t count = (uint32_t)(rows + TILE_ROWS(at->vectors) - 1) / TILE_ROWS(at->vectors);
    uint32_t height = (uint32_t)rows / count, larger = (uint32_t)rows % count;
    const StripFunction *of = strips[at->vectors - 1];
    if (larger > 0) to = of[height](job, panel, lastLanes, &cursor, to, larger);
    of[height - 1](job, panel, lastLanes, &cursor, to, count - larger);
#endif
}

static void product_run(
    const CKLayer *l, const void *packed, const void *input, void *output, void *workspace)
{
    Image image = image_make(l, input, workspace);
    Strip job = {
        l, {l->kernelHeight, run_words(l), image.rowBytes, l->outputChannels}, image};
    int64_t m = l->outputHeight * l->outputWidth, n = l->outputChannels;
    int64_t block = m * job.depth.segments * job.depth.words * WORD_BYTES;
    if (block <= BLOCK_BYTES) {
        block = m;
    } else {
        block = BLOCK_BYTES / (job.depth.segments * job.depth.words * WORD_BYTES);
        block = block < 48 ? 48 : block;
    }
    for (int64_t first = 0; first < m; first += block) {
        int64_t rows = m - first < block ? m - first : block;
        for (Panel panel = panel_first(l);; panel_next(&panel)) {
            const char *weights = (const char *)packed + panel.start * vector_bytes(l);
            output_element *to = (output_element *)output + first * n + panel.start * LANES;
            int64_t lastLanes = n - (panel.start + panel.vectors - 1) * LANES;
            panel_run(&job, &panel, weights, lastLanes, first, rows, to);
            if (panel.left == 0) break;
        }
    }
}

static const CKKernels product_kernels = {
    product_packed_bytes, product_workspace_bytes, product_pack, product_run};
