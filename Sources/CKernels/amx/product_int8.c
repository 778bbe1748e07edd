// INT8 product in AMX. Packed: biases and multipliers of all columns, then the weights, a tile of columns
// after the other. M = 1 would leave 15 of a tile's 16 rows empty: backends give it AVX-512 VNNI's kernel.

#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512 ",amx-tile,amx-int8")

#define IMAGE_OF_BYTES 1
#define IMAGE_IS_SHIFTED(layer) 0
#include "../avx512/requantize.h"
#include "../shared/int8.h"

INLINE int image_is_direct(const CKLayer *l) { return 1; }

#include "../shared/image.h"
#include "cut.h"

static int64_t amx_packed_bytes(const CKLayer *l) {
    Cut cut = cut_make(l);
    return cut.columnTiles * (TILE_COLUMNS * 8 + cut_column_bytes(&cut));
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
    correct_biases(l, packed, cut.segments * cut.segmentBytes, 0, n, weights, bias);
    memcpy((float *)packed + padded, multipliers, (size_t)n * 4);
    int8_t *to = (int8_t *)packed + padded * 8;
    for (int64_t column = 0; column < n; column += TILE_COLUMNS)
        for (int64_t s = 0; s < cut.segments; s++)
            for (int64_t chunk = 0; chunk < cut.chunks; chunk++, to += cut.depth * TILE_COLUMNS)
                for (int64_t i = 0; i < cut.depth; i++) {
                    int64_t k = cut_chunk_start(&cut, chunk) + i;
                    if (k < chunk * cut.depth || k >= cut.segmentBytes) continue;
                    const int8_t *row = (const int8_t *)weights + (s * cut.segmentBytes + k) * n;
                    for (int64_t c = 0; c < TILE_COLUMNS && column + c < n; c++)
                        to[i / 4 * TILE_COLUMNS * 4 + c * 4 + i % 4] = row[column + c];
                }
}

/// Copies with whole vectors, writing zeros up to 63 bytes beyond.
INLINE void bytes_copy(char *to, const char *from, int64_t count) {
    int64_t i = 0;
    for (; i + 64 <= count; i += 64) _mm512_storeu_si512(to + i, _mm512_loadu_si512(from + i));
    if (i < count)
        _mm512_storeu_si512(to + i, _mm512_maskz_loadu_epi8(~(__mmask64)0 >> (64 - (count - i)), from + i));
}

/// Writes the operands of `count` pixels as rows of a panel; what is read as an image of one row, in which
/// the first of them is pixel `first`.
INLINE Image panel_gather(
    const CKLayer *l, const Cut *cut, const Image *image, int64_t first, int64_t count, char *panel)
{
    int64_t run = l->kernelWidth * l->inputChannels;
    Cursor at = cursor_at(image, first);
    for (int64_t p = 0; p < count; p++) {
        const char *pixel;
        cursor_next(&at, image, 1, &pixel);
        for (int64_t s = 0; s < l->kernelHeight; s++)
            bytes_copy(panel + p * cut->panelPitch + s * run, pixel + s * image->rowBytes, run);
    }
    return (Image){panel - first * cut->panelPitch, 0, 0, cut->panelPitch, cut->pixels};
}

typedef struct {
    const CKLayer *layer;
    Cut cut;
    Image image;
    const char *packed;
    uint8_t *output;
} Job;

/// Up to 2×2 tiles of the output.
INLINE void tiles_compute(
    const int isSigned, const int rows, const int columns, const Job *job, int64_t tile, int64_t column)
{
    const Cut *cut = &job->cut;
    const int64_t n = job->layer->outputChannels, columnBytes = cut_column_bytes(cut);
    const char *biases = job->packed + column * TILE_COLUMNS * 4;
    const char *multipliers = biases + cut->columnTiles * TILE_COLUMNS * 4;
    const char *w = job->packed + cut->columnTiles * TILE_COLUMNS * 8 + column * columnBytes;
    const char *a[2];
    for (int r = 0; r < rows; r++) {
        int64_t pixel = cut_pixel(cut, tile + r);
        a[r] = cursor_at(&job->image, pixel).pixel;
    }
    tiles_start(rows, columns, biases);
    for (int64_t s = 0; s < cut->segments; s++)
        for (int64_t chunk = 0; chunk < cut->chunks; chunk++, w += cut->depth * TILE_COLUMNS) {
            int64_t offset = s * job->image.rowBytes + cut_chunk_start(cut, chunk);
            tiles_multiply(isSigned, rows, columns, a, offset, job->image.stepX, w, columnBytes);
        }
    TileSums sums;
    tiles_store(rows, columns, sums);

    const finisher finishing = finish_prepare(job->layer);
    const int64_t lastLanes = n - (column + columns - 1) * TILE_COLUMNS, height = cut->rows;
    for (int r = 0; r < rows; r++) {
        uint8_t *to = job->output + cut_pixel(cut, tile + r) * n + column * TILE_COLUMNS;
        for (int64_t i = 0; i < height; i++, to += n) {
            vint row[2] = {vint_load(sums[r][i])};
            if (columns == 2) row[1] = vint_load(sums[r][i] + TILE_COLUMNS);
            requantize_store(to, &finishing, row, multipliers, columns, lastLanes);
        }
    }
}

typedef void (*ComputeFunction)(const Job *, int64_t, int64_t);

#define COMPUTE(S, R, C)                                                                                \
    static void compute_##S##_##R##_##C(const Job *job, int64_t tile, int64_t column) {                 \
        tiles_compute(S, R, C, job, tile, column);                                                      \
    }
COMPUTE(0, 1, 1) COMPUTE(0, 1, 2) COMPUTE(0, 2, 1) COMPUTE(0, 2, 2)
COMPUTE(1, 1, 1) COMPUTE(1, 1, 2) COMPUTE(1, 2, 1) COMPUTE(1, 2, 2)

/// By signedness, tiles of rows, tiles of columns.
static const ComputeFunction computes[2][2][2] = {
    {{compute_0_1_1, compute_0_1_2}, {compute_0_2_1, compute_0_2_2}},
    {{compute_1_1_1, compute_1_1_2}, {compute_1_2_1, compute_1_2_2}}};

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
                computes[l->signedActivations != 0][end - tile > 1][columns](&job, tile, column);
        }
    }
    _tile_release();
}

TARGET_END
static const CKKernels amx_kernels = {amx_packed_bytes, amx_workspace_bytes, amx_pack, amx_run};
const CKKernels *const ck_product_int8_amx = &amx_kernels;
#else
const CKKernels *const ck_product_int8_amx = 0;
#endif
