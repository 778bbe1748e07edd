// What INT8 kernels share: the image's elements and the correction for its zero point.
//
// The including file defines IMAGE_OF_BYTES as 1 or 0 (int16_t), and for bytes IMAGE_IS_SHIFTED(layer): whether
// activations of this signedness are turned into the other one, which differs by 128, because the
// instructions multiply that one alone.

#include "../include/CKernels.h"

typedef uint8_t input_element, output_element;
typedef int8_t weight_element;

#if IMAGE_OF_BYTES
typedef uint8_t image_element;
typedef int8_t packed_element;

INLINE int32_t image_zero(const CKLayer *l) {
    if (!IMAGE_IS_SHIFTED(l)) return l->inputZeroPoint;
    return l->signedActivations ? l->inputZeroPoint + 128 : l->inputZeroPoint - 128;
}

INLINE void image_convert(
    uint8_t *restrict to, const uint8_t *restrict from, int64_t count, const CKLayer *l)
{
    uint8_t flip = IMAGE_IS_SHIFTED(l) ? 0x80 : 0;
    for (int64_t i = 0; i < count; i++) to[i] = from[i] ^ flip;
}
#else
typedef int16_t image_element, packed_element;

INLINE int32_t image_zero(const CKLayer *l) { return l->inputZeroPoint; }

INLINE void image_convert(
    int16_t *restrict to, const uint8_t *restrict from, int64_t count, const CKLayer *l)
{
    if (l->signedActivations)
        for (int64_t i = 0; i < count; i++) to[i] = (int8_t)from[i];
    else
        for (int64_t i = 0; i < count; i++) to[i] = from[i];
}
#endif

INLINE void image_fill(image_element *to, int64_t count, const CKLayer *l) {
    image_element zero = (image_element)image_zero(l);
    for (int64_t i = 0; i < count; i++) to[i] = zero;
}

/// Sums over `depth` rows of SUM_COLUMNS weights. In int16 as long as they fit, as twice as many go into a vector.
#define SUM_COLUMNS 16
#define SUM_ROWS (32767 / 127)

INLINE void column_sums(const int8_t *weights, int64_t stride, int64_t depth, int32_t *sums) {
    typedef int8_t bytes __attribute__((vector_size(SUM_COLUMNS)));
    typedef int16_t shorts __attribute__((vector_size(2 * SUM_COLUMNS)));
    for (int64_t first = 0; first < depth; first += SUM_ROWS) {
        int64_t rows = depth - first < SUM_ROWS ? depth - first : SUM_ROWS;
        shorts part = {0};
        for (int64_t k = 0; k < rows; k++, weights += stride) {
            bytes row;
            memcpy(&row, weights, SUM_COLUMNS);
            part += __builtin_convertvector(row, shorts);
        }
        for (int i = 0; i < SUM_COLUMNS; i++) sums[i] += part[i];
    }
}

/// Biases for an image whose zero is not 0: Σ(x − zero)·w + bias = Σx·w + (bias − zero·Σw).
/// The sums may wrap around on the way; the result is exact where the accumulator is.
INLINE void correct_biases(
    const CKLayer *l, uint32_t *restrict to, int64_t depth, int64_t channel, int64_t count,
    const int8_t *restrict weights, const int32_t *restrict bias)
{
    const int64_t stride = l->outputChannels;
    for (int64_t first = 0; first < count; first += SUM_COLUMNS) {
        const int8_t *from = weights + channel + first;
        int64_t columns = count - first < SUM_COLUMNS ? count - first : SUM_COLUMNS;
        int32_t sums[SUM_COLUMNS] = {0};
        if (columns == SUM_COLUMNS)
            column_sums(from, stride, depth, sums);
        else
            for (int64_t k = 0; k < depth; k++)
                for (int64_t i = 0; i < columns; i++) sums[i] += from[k * stride + i];
        for (int64_t i = 0; i < columns; i++)
            to[first + i] = (uint32_t)bias[channel + first + i] - (uint32_t)image_zero(l) * (uint32_t)sums[i];
    }
}

typedef requantizer finisher;

INLINE finisher finish_prepare(const CKLayer *l) {
    return requantizer_make(l->low, l->high, l->outputZeroPoint);
}
