// Conversion between float and 16-bit floating-point numbers.

#include "../include/CKernels.h"
#include "half.h"

static void narrow(
    const float *input, void *output, int64_t count, float scale, int32_t zeroPoint, int32_t isSigned)
{
    uint16_t *to = output;
    int64_t i = 0;
    for (; i + LANES <= count; i += LANES)
        vhalf_store(to + i, vhalf_storable(vfloat_load(input + i)), LANES);
    if (i == count) return;
    float rest[LANES] = {0};
    memcpy(rest, input + i, (size_t)(count - i) * 4);
    vhalf_store(to + i, vhalf_storable(vfloat_load(rest)), count - i);
}

static void widen(
    const void *input, float *output, int64_t count, float scale, int32_t zeroPoint, int32_t isSigned)
{
    image_convert(output, input, count, 0);
}

static const CKConversion conversion = {narrow, widen};
