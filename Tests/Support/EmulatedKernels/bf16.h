#pragma once
// BF16 numbers as the instructions on them take them.

#include <math.h>
#include <stdint.h>
#include <string.h>

/// Subnormal numbers are zeros, before and after each operation.
static inline float emulated_flushed(float x) { return fpclassify(x) == FP_SUBNORMAL ? copysignf(0, x) : x; }

static inline float emulated_bf16(const uint8_t *bytes) {
    uint32_t bits = (uint32_t)bytes[0] << 16 | (uint32_t)bytes[1] << 24;
    float x;
    memcpy(&x, &bits, 4);
    return emulated_flushed(x);
}
