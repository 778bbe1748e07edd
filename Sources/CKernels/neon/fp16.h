#pragma once
// FP16 in baseline NEON, which converts it and no more.

#include "half.h"

INLINE float half_widen(uint16_t bits) {
    __fp16 x;
    memcpy(&x, &bits, 2);
    return x;
}

INLINE vfloat vhalf_load(const void *p) { return vcvt_f32_f16(vreinterpret_f16_u8(vld1_u8(p))); }

/// The first or the second four numbers.
INLINE vfloat vhalf_load_part(const void *p, const int part) {
    float16x8_t x = vreinterpretq_f16_u8(vld1q_u8(p));
    return part ? vcvt_high_f32_f16(x) : vcvt_f32_f16(vget_low_f16(x));
}

INLINE vfloat vhalf_storable(vfloat x) { return x; }

INLINE void vhalf_store(uint16_t *p, vfloat x, int64_t count) {
    bytes_store(p, vreinterpret_u8_f16(vcvt_f16_f32(x)), 2 * count);
}
