// Conversion between float and 8-bit integers; the loops are plain C, vectorised for each instruction set.

#include "../include/CKernels.h"

/// Adding and subtracting 1.5·2^23 rounds to nearest, ties to even, for magnitudes below 2^22.
#define ROUNDING 12582912.0f

static void quantize(
    const float *restrict input, void *restrict output, int64_t count, float scale, int32_t zeroPoint,
    int32_t isSigned)
{
    float low = (float)((isSigned ? -128 : 0) - zeroPoint), high = low + 255;
    uint8_t *restrict to = output;
    for (int64_t i = 0; i < count; i++) {
        float x = input[i] / scale;
        x = x > low ? x : low;
        x = x < high ? x : high;
        to[i] = (uint8_t)((int32_t)((x + ROUNDING) - ROUNDING) + zeroPoint);
    }
}

static void dequantize(
    const void *restrict input, float *restrict output, int64_t count, float scale, int32_t zeroPoint,
    int32_t isSigned)
{
    const uint8_t *restrict from = input;
    if (isSigned)
        for (int64_t i = 0; i < count; i++) output[i] = (float)((int8_t)from[i] - zeroPoint) * scale;
    else
        for (int64_t i = 0; i < count; i++) output[i] = (float)(from[i] - zeroPoint) * scale;
}

static const CKConversion conversion = {quantize, dequantize};
