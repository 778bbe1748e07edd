// The operand that the kernels read: the input itself where it can be used as it lies, else a copy
// in the workspace with its border filled in and its elements converted.
//
// With the border in place, a kernel needs no branch for an edge, and an output pixel's operand is one
// run of kernelWidth·channels elements for each kernel row: no im2col, each element is copied once.
//
// The file that includes this defines
//   input_element, image_element    types
//   image_is_direct(layer)          the input can be read as it lies, but for its border
//   image_convert(to, from, count, layer), image_fill(to, count, layer)

#include "../include/CKernels.h"

/// Whole vectors may be read from the copy's last elements.
#define IMAGE_SLACK 128

typedef struct {
    const char *base;
    /// Between kernel rows, between output rows, and between output pixels.
    int64_t rowBytes, stepY, stepX;
    /// Output pixels in a row.
    int64_t width;
} Image;

typedef struct {
    int64_t height, width, strideY, strideX;
} ImageExtent;

/// The part of the bordered input that the layer reads. A strided 1×1 kernel reads only every
/// stride-th pixel: its copy holds just these.
INLINE int image_is_gathered(const CKLayer *l) {
    return l->kernelHeight == 1 && l->kernelWidth == 1 && (l->strideHeight > 1 || l->strideWidth > 1);
}

INLINE ImageExtent image_extent(const CKLayer *l) {
    if (image_is_gathered(l)) return (ImageExtent){l->outputHeight, l->outputWidth, 1, 1};
    return (ImageExtent){
        (l->outputHeight - 1) * l->strideHeight + l->kernelHeight,
        (l->outputWidth - 1) * l->strideWidth + l->kernelWidth, l->strideHeight, l->strideWidth};
}

INLINE int image_needs_copy(const CKLayer *l) {
    return !image_is_direct(l) || l->padTop > 0 || l->padLeft > 0
        || (l->outputHeight - 1) * l->strideHeight + l->kernelHeight > l->inputHeight
        || (l->outputWidth - 1) * l->strideWidth + l->kernelWidth > l->inputWidth;
}

static int64_t image_bytes(const CKLayer *l) {
    if (!image_needs_copy(l)) return 0;
    ImageExtent e = image_extent(l);
    return e.height * e.width * l->inputChannels * (int64_t)sizeof(image_element) + IMAGE_SLACK;
}

static void image_copy(const CKLayer *l, ImageExtent e, const input_element *input, image_element *to) {
    int64_t c = l->inputChannels;
    if (image_is_gathered(l)) {
        for (int64_t y = 0; y < e.height; y++)
            for (int64_t x = 0; x < e.width; x++, to += c)
                image_convert(
                    to, input + (y * l->strideHeight * l->inputWidth + x * l->strideWidth) * c, c, l);
        return;
    }
    int64_t inside = e.width - l->padLeft;
    if (inside > l->inputWidth) inside = l->inputWidth;
    if (inside == e.width && inside == l->inputWidth && l->padTop == 0 && e.height <= l->inputHeight) {
        image_convert(to, input, e.height * e.width * c, l);
        return;
    }
    for (int64_t y = 0; y < e.height; y++, to += e.width * c) {
        int64_t from = y - l->padTop;
        if (from < 0 || from >= l->inputHeight) {
            image_fill(to, e.width * c, l);
            continue;
        }
        image_fill(to, l->padLeft * c, l);
        image_convert(to + l->padLeft * c, input + from * l->inputWidth * c, inside * c, l);
        image_fill(to + (l->padLeft + inside) * c, (e.width - l->padLeft - inside) * c, l);
    }
}

/// The operand at `base`: the input, or its copy where one is needed.
INLINE Image image_layout(const CKLayer *l, const void *base) {
    int64_t c = l->inputChannels * (int64_t)sizeof(image_element);
    if (!image_needs_copy(l)) {
        int64_t row = l->inputWidth * c;
        return (Image){base, row, row * l->strideHeight, c * l->strideWidth, l->outputWidth};
    }
    ImageExtent e = image_extent(l);
    int64_t row = e.width * c;
    return (Image){base, row, row * e.strideY, c * e.strideX, l->outputWidth};
}

static Image image_make(const CKLayer *l, const void *input, void *workspace) {
    if (!image_needs_copy(l)) return image_layout(l, input);
    image_copy(l, image_extent(l), input, workspace);
    return image_layout(l, workspace);
}

/// Walks the output pixels in order: where the next one's operand begins, that of its row, and how many
/// are left in the row.
typedef struct {
    const char *pixel, *row;
    int64_t left;
} Cursor;

INLINE Cursor cursor_at(const Image *image, int64_t pixel) {
    if (pixel == 0) return (Cursor){image->base, image->base, image->width};
    int64_t y = pixel / image->width, x = pixel % image->width;
    const char *row = image->base + y * image->stepY;
    return (Cursor){row + x * image->stepX, row, image->width - x};
}

/// Where the operands of the next `count` output pixels begin; `count` is a constant where it is called.
INLINE void cursor_next(Cursor *at, const Image *image, const int count, const char **rows) {
    if (count < at->left) {
        UNROLLED for (int r = 0; r < count; r++) rows[r] = at->pixel + r * image->stepX;
        at->pixel += count * image->stepX;
        at->left -= count;
        return;
    }
    UNROLLED for (int r = 0; r < count; r++) {
        rows[r] = at->pixel;
        at->pixel += image->stepX;
        if (--at->left == 0) {
            at->row += image->stepY;
            at->pixel = at->row;
            at->left = image->width;
        }
    }
}
