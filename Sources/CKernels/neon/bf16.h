#pragma once
// BF16 in baseline NEON: the upper half of an FP32 number.

#include "half.h"
#include "../shared/bf16.h"

INLINE vfloat vhalf_load(const void *p) {
    return vreinterpretq_f32_u32(vshll_n_u16(vreinterpret_u16_u8(vld1_u8(p)), 16));
}

/// The first or the second four numbers, each above a zero: ZIP has two pipes where a shift has one (Cortex-A76,
/// Neoverse N1).
INLINE vfloat vhalf_load_part(const void *p, const int part) {
    uint16x8_t zero = vdupq_n_u16(0), x = vreinterpretq_u16_u8(vld1q_u8(p));
    return vreinterpretq_f32_u16(part ? vzip2q_u16(zero, x) : vzip1q_u16(zero, x));
}

INLINE vfloat vhalf_storable(vfloat x) { return vbslq_f32(vceqq_f32(x, x), x, vfloat_set(__builtin_nanf(""))); }

INLINE void vhalf_store(uint16_t *p, vfloat x, int64_t count) {
    uint32x4_t bits = vreinterpretq_u32_f32(x);
    uint32x4_t odd = vandq_u32(vshrq_n_u32(bits, 16), vdupq_n_u32(1));
    uint16x4_t upper = vaddhn_u32(bits, vaddq_u32(odd, vdupq_n_u32(0x7FFF)));
    bytes_store(p, vreinterpret_u8_u16(upper), 2 * count);
}
