// Product of an image's rows with packed weights: GEMM, GEMV and dense convolution in one kernel.
//
// K is cut into words, most often of 32 bits (one float, two numbers of 16 bits or four bytes). Weights are
// packed in panels of 1 ... PANEL_VECTORS vectors of columns: a header (biases, for INT8 multipliers too), then
// the words in the order of use. A tile (tile.h) keeps rows × vectors of accumulators in registers while it goes
// through a panel.
//
// The file that includes this defines, beside the image's (image.h),
//   accumulator, operand, word      vector types: sums, weights, and a row's word in every lane
//   weight_element, packed_element, output_element
//   GROUP                           elements in a word
//   HEADER                          vectors in a panel's header for each column vector
//   PANEL_VECTORS, TILE_ROWS(nv)    the register tile: at most 3 vectors and 8 rows, or 8 vectors of one row
//   TILE_MOST_ROWS                  8 or 1
//   DEPTH_UNROLL                    steps that a tile takes before it looks whether there are more
//   STEP                            the header of a tile's steps (tile.h), if not the usual one
//   operand_load, word_broadcast, accumulate, accumulator_zero, accumulator_add
//   pack_header(layer, header, column, columns, lanes, weights, bias, multipliers)
//   accumulator_start(panel, v)
//   finisher, finish_prepare(layer), finish_row(finisher, accumulators, panel, nv, output, lastLanes)

#include "image.h"

#define VECTOR_BYTES (LANES * 4)
/// Of a row.
#define WORD_BYTES (GROUP * (int64_t)sizeof(image_element))

INLINE int64_t run_length(const CKLayer *l) { return l->kernelWidth * l->inputChannels; }
INLINE int64_t run_words(const CKLayer *l) { return (run_length(l) + GROUP - 1) / GROUP; }

#include "tile.h"

/// What all strips of a layer share.
typedef struct {
    const CKLayer *layer;
    Depth depth;
    Image image;
} Strip;

/// Vectors of columns, dealt out to panels that differ by at most one, so that none is left with a sliver.
INLINE int64_t column_vectors(const CKLayer *l) { return (l->outputChannels + LANES - 1) / LANES; }
INLINE int64_t vector_bytes(const CKLayer *l) {
    Depth depth = depth_make(l, 0, 0);
    return HEADER * VECTOR_BYTES + depth.segments * packed_bytes(depth.words);
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

// Aligned, as where a loop lies in its cache line moves its time by up to 3 %: with what stands before it.
#define STRIP(R, V)                                                                                     \
    __attribute__((aligned(64))) static output_element *strip_##R##_##V(                                \
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

static int64_t product_packed_bytes(const CKLayer *l) {
    return table_bytes(l) + column_vectors(l) * vector_bytes(l);
}

static int64_t product_workspace_bytes(const CKLayer *l) { return image_bytes(l); }

static void pack_panel(
    const CKLayer *l, const void *weights, const void *bias, const float *multipliers, const Panel *at, char *panel)
{
    int64_t n = l->outputChannels, run = run_length(l), runWords = run_words(l);
    int64_t column = at->start * LANES, lanes = at->vectors * LANES;
    int64_t columns = n - column < lanes ? n - column : lanes;
    pack_header(l, panel, column, columns, lanes, weights, bias, multipliers);
    char *words = panel + HEADER * at->vectors * VECTOR_BYTES;
    for (int64_t s = 0; s < l->kernelHeight; s++)
        for (int64_t w = 0; w < runWords; w++) {
            int64_t count = run - w * GROUP < GROUP ? run - w * GROUP : GROUP;
            const weight_element *from = (const weight_element *)weights + (s * run + w * GROUP) * n + column;
            word_pack(words, lanes, s * runWords + w, from, n, columns, count);
        }
}

static void product_pack(
    const CKLayer *l, const void *weights, const void *bias, const float *multipliers, void *packed)
{
    table_make(l, packed);
    char *panels = (char *)packed + table_bytes(l);
    for (Panel panel = panel_first(l);; panel_next(&panel)) {
        pack_panel(l, weights, bias, multipliers, &panel, panels + panel.start * vector_bytes(l));
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
    Strip job = {l, depth_make(l, image.rowBytes, packed), image};
    const char *panels = (const char *)packed + table_bytes(l);
    int64_t m = l->outputHeight * l->outputWidth, n = l->outputChannels;
    int64_t rowBytes = l->kernelHeight * run_words(l) * WORD_BYTES, block = m * rowBytes;
    if (block <= BLOCK_BYTES) {
        block = m;
    } else {
        block = BLOCK_BYTES / rowBytes;
        block = block < 48 ? 48 : block;
    }
    for (int64_t first = 0; first < m; first += block) {
        int64_t rows = m - first < block ? m - first : block;
        for (Panel panel = panel_first(l);; panel_next(&panel)) {
            const char *weights = panels + panel.start * vector_bytes(l);
            output_element *to = (output_element *)output + first * n + panel.start * LANES;
            int64_t lastLanes = n - (panel.start + panel.vectors - 1) * LANES;
            panel_run(&job, &panel, weights, lastLanes, first, rows, to);
            if (panel.left == 0) break;
        }
    }
}

static const CKKernels product_kernels = {
    product_packed_bytes, product_workspace_bytes, product_pack, product_run};
