#pragma once
// One BF16 number: the upper half of an FP32 number.

INLINE float half_widen(uint16_t bits) {
    uint32_t widened = (uint32_t)bits << 16;
    float x;
    memcpy(&x, &widened, 4);
    return x;
}
