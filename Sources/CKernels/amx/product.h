// Product of an image's rows with packed weights in tiles.
//
// Packed: the headers of all columns (biases, for INT8 multipliers too), then the weights, a tile of columns
// after the other. M = 1 would leave 15 of a tile's 16 rows empty: backends give it AVX-512's kernel.
//
// The file that includes this and dot_int8.h or dot_bf16.h defines, beside the image's (image.h),
//   weight_element, packed_element, output_element
//   TILES_MAY_OVERLAP               an operand may be multiplied again, with 0 (cut.h)
//   HEADER                          words in a column's header, the first of them the bias
//   tile_mode(layer)                how tiles are multiplied
//   header_pack(layer, header, columns, weights, bias, multipliers)
//                                   `columns` words of each kind, one kind after the other
//   finisher, finish_prepare(layer)
//   row_store(finisher, sums, header, columnTiles, columns, output, lastLanes)
//                                   sums of 1 or 2 tiles' columns; `header` is the first one's

#include "../shared/image.h"
#include "cut.h"

#define ELEMENT_BYTES ((int64_t)sizeof(packed_element))
/// Of a tile's columns.
#define COLUMN_HEADER_BYTES (HEADER * TILE_COLUMNS * 4)

static int64_t amx_packed_bytes(const CKLayer *l) {
    Cut cut = cut_make(l);
    return cut.columnTiles * (COLUMN_HEADER_BYTES + cut_column_bytes(&cut));
}

static int64_t amx_workspace_bytes(const CKLayer *l) {
    Cut cut = cut_make(l);
    return rounded_up(image_bytes(l), 64) + cut_panel_bytes(&cut);
}

static void amx_pack(
    const CKLayer *l, const void *weights, const void *bias, const float *multipliers, void *packed)
{
    memset(packed, 0, (size_t)amx_packed_bytes(l));
    const Cut cut = cut_make(l);
    int64_t n = l->outputChannels, padded = cut.columnTiles * TILE_COLUMNS;
    header_pack(l, packed, padded, weights, bias, multipliers);
    packed_element *to = (packed_element *)((char *)packed + cut.columnTiles * COLUMN_HEADER_BYTES);
    // Of a chunk and of a segment, in elements.
    int64_t depth = cut.depth / ELEMENT_BYTES, elements = cut.segmentBytes / ELEMENT_BYTES;
    for (int64_t column = 0; column < n; column += TILE_COLUMNS)
        for (int64_t s = 0; s < cut.segments; s++)
            for (int64_t chunk = 0; chunk < cut.chunks; chunk++, to += depth * TILE_COLUMNS)
                for (int64_t i = 0; i < depth; i++) {
                    int64_t k = cut_chunk_start(&cut, chunk) / ELEMENT_BYTES + i;
                    if (k < chunk * depth || k >= elements) continue;
                    const weight_element *row =
                        (const weight_element *)weights + (s * elements + k) * n;
                    for (int64_t c = 0; c < TILE_COLUMNS && column + c < n; c++)
                        to[(i / TILE_GROUP * TILE_COLUMNS + c) * TILE_GROUP + i % TILE_GROUP] =
                            row[column + c];
                }
}

/// Copies with whole vectors, writing zeros up to 63 bytes beyond.
INLINE void bytes_copy(char *to, const char *from, int64_t count) {
    int64_t i = 0;
    for (; i + 64 <= count; i += 64) _mm512_storeu_si512(to + i, _mm512_loadu_si512(from + i));
    if (i < count)
        _mm512_storeu_si512(to + i, _mm512_maskz_loadu_epi8(~(__mmask64)0 >> (64 - (count - i)), from + i));
}

/// Writes the operands of `count` pixels as rows of a panel, with zeros after each; what is read as an image of
/// one row, in which the first of them is pixel `first`.
INLINE Image panel_gather(
    const CKLayer *l, const Cut *cut, const Image *image, int64_t first, int64_t count, char *panel)
{
    int64_t run = cut->segmentBytes / l->kernelHeight;
    Cursor at = cursor_at(image, first);
    for (int64_t p = 0; p < count; p++) {
        const char *pixel;
        cursor_next(&at, image, 1, &pixel);
        char *row = panel + p * cut->panelPitch;
        for (int64_t s = 0; s < l->kernelHeight; s++)
            bytes_copy(row + s * run, pixel + s * image->rowBytes, run);
        _mm512_storeu_si512(row + cut->segmentBytes, _mm512_setzero_si512());
    }
    return (Image){panel - first * cut->panelPitch, 0, 0, cut->panelPitch, cut->pixels};
}

typedef struct {
    const CKLayer *layer;
    Cut cut;
    Image image;
    const char *packed;
    output_element *output;
} Job;

/// Up to 2×2 tiles of the output.
INLINE void tiles_compute(
    const int mode, const int rows, const int columns, const Job *job, int64_t tile, int64_t column)
{
    const Cut *cut = &job->cut;
    const int64_t n = job->layer->outputChannels, columnBytes = cut_column_bytes(cut);
    const char *biases = job->packed + column * TILE_COLUMNS * 4;
    const char *w = job->packed + cut->columnTiles * COLUMN_HEADER_BYTES + column * columnBytes;
    const char *a[2];
    for (int r = 0; r < rows; r++) {
        int64_t pixel = cut_pixel(cut, tile + r);
        a[r] = cursor_at(&job->image, pixel).pixel;
    }
    tiles_start(rows, columns, biases);
    for (int64_t s = 0; s < cut->segments; s++)
        for (int64_t chunk = 0; chunk < cut->chunks; chunk++, w += cut->depth * TILE_COLUMNS) {
            int64_t offset = s * job->image.rowBytes + cut_chunk_start(cut, chunk);
            tiles_multiply(mode, rows, columns, a, offset, job->image.stepX, w, columnBytes);
        }
    TileSums sums;
    tiles_store(rows, columns, sums);

    const finisher finishing = finish_prepare(job->layer);
    const int64_t lastLanes = n - (column + columns - 1) * TILE_COLUMNS, height = cut->rows;
    for (int r = 0; r < rows; r++) {
        output_element *to = job->output + cut_pixel(cut, tile + r) * n + column * TILE_COLUMNS;
        for (int64_t i = 0; i < height; i++, to += n)
            row_store(&finishing, sums[r][i], biases, cut->columnTiles, columns, to, lastLanes);
    }
}

typedef void (*ComputeFunction)(const Job *, int64_t, int64_t);

#define COMPUTE(M, R, C)                                                                                \
    static void compute_##M##_##R##_##C(const Job *job, int64_t tile, int64_t column) {                 \
        tiles_compute(M, R, C, job, tile, column);                                                      \
    }
#define COMPUTES(M) COMPUTE(M, 1, 1) COMPUTE(M, 1, 2) COMPUTE(M, 2, 1) COMPUTE(M, 2, 2)
#define COMPUTE_ROW(M) {{compute_##M##_1_1, compute_##M##_1_2}, {compute_##M##_2_1, compute_##M##_2_2}}

COMPUTES(0)
#if TILE_MODES == 2
COMPUTES(1)
#endif

/// By mode, tiles of rows, tiles of columns.
static const ComputeFunction computes[TILE_MODES][2][2] = {
    COMPUTE_ROW(0),
#if TILE_MODES == 2
    COMPUTE_ROW(1),
#endif
};

static void amx_run(
    const CKLayer *l, const void *packed, const void *input, void *output, void *workspace)
{
    const Image image = image_make(l, input, workspace);
    Job job = {l, cut_make(l), image, packed, output};
    const Cut *cut = &job.cut;
    tiles_configure(cut->rows, cut->depth);
    for (int64_t first = 0; first < cut->rowTiles; first += cut->blockTiles) {
        int64_t end = first + cut->blockTiles < cut->rowTiles ? first + cut->blockTiles : cut->rowTiles;
        if (cut->panelPitch > 0) {
            int64_t pixel = cut_pixel(cut, first), count = cut_pixel(cut, end - 1) + cut->rows - pixel;
            char *panel = (char *)workspace + rounded_up(image_bytes(l), 64);
            job.image = panel_gather(l, cut, &image, pixel, count, panel);
        }
        for (int64_t column = 0; column < cut->columnTiles; column += 2) {
            int columns = cut->columnTiles - column > 1;
            for (int64_t tile = first; tile < end; tile += 2)
                computes[tile_mode(l)][end - tile > 1][columns](&job, tile, column);
        }
    }
    _tile_release();
}

static const CKKernels amx_kernels = {amx_packed_bytes, amx_workspace_bytes, amx_pack, amx_run};
