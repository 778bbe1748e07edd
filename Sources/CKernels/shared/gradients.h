// Gradient of an FP32 product by its weights: the input's columns times the output's gradient, summed over pixels.
//
// Pixels are taken in blocks. A block's gradients are packed in panels of 1 ... PANEL_VECTORS vectors of output channels. What
// some rows of the weights meet of the input is packed, too, where pixels are so far apart that the first-level cache
// would not keep their lines for the next panel.
//
// The file that includes this defines PANEL_VECTORS and TILE_ROWS_MOST, the register tile.

#include "fp32.h"

INLINE int image_is_direct(const CKLayer *l) { return 1; }

#include "columns.h"
#include "image.h"

/// Pixels of a block: what a panel and the rows' elements of them take stays in the first-level cache.
#define GRADIENT_PIXELS 128

INLINE int64_t gradient_rows(const CKLayer *l) { return l->kernelHeight * l->kernelWidth * l->inputChannels; }
INLINE int64_t gradient_vectors(const CKLayer *l) { return (l->outputChannels + LANES - 1) / LANES; }

/// Pixels of the largest block.
INLINE int64_t gradient_pixels(const CKLayer *l) {
    const int64_t pixels = l->outputHeight * l->outputWidth;
    return pixels < GRADIENT_PIXELS ? pixels : GRADIENT_PIXELS;
}

/// Floats of a block's packed gradients.
INLINE int64_t gradient_panels_count(const CKLayer *l) { return gradient_vectors(l) * LANES * gradient_pixels(l); }

static int64_t weight_gradient_workspace_bytes(const CKLayer *l) {
    const int64_t strip = TILE_ROWS_MOST * gradient_pixels(l);
    return (gradient_panels_count(l) + strip) * (int64_t)sizeof(float) + image_bytes(l);
}

/// The gradients of `pixels` pixels, panel by panel.
INLINE void gradient_panels(const CKLayer *l, const float *gradient, int64_t pixels, float *to) {
    const int64_t n = l->outputChannels;
    for (int64_t column = 0; column < n; column += PANEL_VECTORS * LANES) {
        const int64_t left = n - column, vectors = (left + LANES - 1) / LANES;
        const int64_t lanes = (vectors < PANEL_VECTORS ? vectors : PANEL_VECTORS) * LANES;
        const int64_t columns = left < lanes ? left : lanes;
        for (int64_t p = 0; p < pixels; p++, to += lanes) {
            const float *from = gradient + p * n + column;
            if (columns == lanes)
                for (int64_t i = 0; i < lanes; i += LANES) vfloat_store(to + i, vfloat_load(from + i), LANES);
            else
                for (int64_t i = 0; i < lanes; i++) to[i] = i < columns ? from[i] : 0;
        }
    }
}

/// Bytes from pixel to pixel from which on the input's elements are packed.
#define GRADIENT_FAR 512

/// The input's elements that some rows of the weights meet, pixel by pixel.
typedef struct {
    Image image;
    Cursor at;
} Elements;

/// The same, `rows` of each pixel packed.
INLINE Elements gradient_packed(const int rows, const Elements *from, int64_t pixels, float *to) {
    Cursor at = from->at;
    const int64_t bytes = rows * (int64_t)sizeof(float);
    const Image image = {(const char *)to, 0, 0, bytes, pixels};
    for (int64_t p = 0; p < pixels; p++, to += rows) {
        const char *pixel;
        cursor_next(&at, &from->image, 1, &pixel);
        UNROLLED for (int r = 0; r < rows; r++) to[r] = ((const float *)pixel)[r];
    }
    return (Elements){image, cursor_at(&image, 0)};
}

/// The first `lanes` floats, and zeros.
INLINE vfloat gradient_load(const float *p, int64_t lanes) {
    if (lanes >= LANES) return vfloat_load(p);
    float x[LANES] = {0};
    for (int64_t i = 0; i < lanes; i++) x[i] = p[i];
    return vfloat_load(x);
}

/// Adds to what is there, but for the first pixels.
INLINE void gradient_tile(
    const int rows, const int nv, const Elements *elements, const float *panel, int64_t pixels, float *to, int64_t n,
    int64_t lastLanes, int isFirst)
{
    vfloat sums[TILE_ROWS_MOST][PANEL_VECTORS];
    UNROLLED for (int r = 0; r < rows; r++)
        UNROLLED for (int v = 0; v < nv; v++) sums[r][v] = vfloat_zero();
    const int64_t step = elements->image.stepX;
    Cursor at = elements->at;
    for (int64_t left = pixels; left > 0;) {
        const int64_t count = left < at.left ? left : at.left;
        for (int64_t p = 0; p < count; p++, at.pixel += step, panel += nv * LANES) {
            vfloat g[PANEL_VECTORS];
            UNROLLED for (int v = 0; v < nv; v++) g[v] = vfloat_load(panel + v * LANES);
            UNROLLED for (int r = 0; r < rows; r++) {
                const vfloat x = vfloat_broadcast(at.pixel + r * sizeof(float));
                UNROLLED for (int v = 0; v < nv; v++) sums[r][v] = vfloat_fma(x, g[v], sums[r][v]);
            }
        }
        left -= count;
        at.row += elements->image.stepY;
        at.pixel = at.row;
        at.left = elements->image.width;
    }
    UNROLLED for (int r = 0; r < rows; r++)
        UNROLLED for (int v = 0; v < nv; v++) {
            float *at = to + r * n + v * LANES;
            const int64_t lanes = v == nv - 1 ? lastLanes : LANES;
            vfloat_store(at, isFirst ? sums[r][v] : vfloat_add(sums[r][v], gradient_load(at, lanes)), lanes);
        }
}

/// Some rows of the weights, all panels.
INLINE void gradient_row_panels(
    const int rows, const Elements *elements, const float *panels, int64_t pixels, float *to, int64_t n, int isFirst)
{
    for (int64_t column = 0; column < n; column += PANEL_VECTORS * LANES) {
        const int64_t left = n - column;
        if (left > (PANEL_VECTORS - 1) * LANES) {
            gradient_tile(
                rows, PANEL_VECTORS, elements, panels, pixels, to + column, n,
                left - (PANEL_VECTORS - 1) * LANES, isFirst);
#if PANEL_VECTORS > 2
        } else if (left > LANES) {
            gradient_tile(rows, 2, elements, panels, pixels, to + column, n, left - LANES, isFirst);
#endif
        } else {
            gradient_tile(rows, 1, elements, panels, pixels, to + column, n, left, isFirst);
        }
        panels += pixels * PANEL_VECTORS * LANES;
    }
}

#define GRADIENT_ROWS(R)                                                                                       \
    static void gradient_rows_##R(                                                                             \
        const Elements *from, float *strip, const float *panels, int64_t pixels, float *to, int64_t n,         \
        int isFirst)                                                                                           \
    {                                                                                                          \
        Elements elements = *from;                                                                             \
        if (from->image.stepX >= GRADIENT_FAR) elements = gradient_packed(R, from, pixels, strip);             \
        gradient_row_panels(R, &elements, panels, pixels, to, n, isFirst);                                     \
    }
GRADIENT_ROWS(1) GRADIENT_ROWS(2) GRADIENT_ROWS(3) GRADIENT_ROWS(4) GRADIENT_ROWS(5) GRADIENT_ROWS(6)
#if TILE_ROWS_MOST > 6
GRADIENT_ROWS(7) GRADIENT_ROWS(8)
#endif

typedef void (*GradientRows)(const Elements *, float *, const float *, int64_t, float *, int64_t, int);
static const GradientRows gradient_rows_of[] = {
    gradient_rows_1, gradient_rows_2, gradient_rows_3, gradient_rows_4, gradient_rows_5, gradient_rows_6,
#if TILE_ROWS_MOST > 6
    gradient_rows_7, gradient_rows_8,
#endif
};

static void weight_gradient_run(
    const CKLayer *l, const void *input, const void *gradient, void *weights, void *workspace, int32_t isFirst)
{
    const int64_t n = l->outputChannels, m = l->outputHeight * l->outputWidth;
    const int64_t run = l->kernelWidth * l->inputChannels, tiles = (run + TILE_ROWS_MOST - 1) / TILE_ROWS_MOST;
    float *panels = workspace, *strip = panels + gradient_panels_count(l);
    const Image image = image_make(l, input, strip + TILE_ROWS_MOST * gradient_pixels(l));
    for (int64_t first = 0; first < m; first += GRADIENT_PIXELS) {
        const int64_t pixels = m - first < GRADIENT_PIXELS ? m - first : GRADIENT_PIXELS;
        gradient_panels(l, (const float *)gradient + first * n, pixels, panels);
        for (int64_t s = 0; s < l->kernelHeight; s++)
            for (int64_t tile = 0; tile < tiles; tile++) {
                const int64_t row = run * tile / tiles, rows = run * (tile + 1) / tiles - row;
                Elements elements = {image, {0}};
                elements.image.base += s * image.rowBytes + row * (int64_t)sizeof(float);
                elements.at = cursor_at(&elements.image, first);
                gradient_rows_of[rows - 1](
                    &elements, strip, panels, pixels, (float *)weights + (s * run + row) * n, n,
                    isFirst && first == 0);
            }
    }
}

static const CKGradients gradients = {weight_gradient_workspace_bytes, weight_gradient_run, columns_add};
