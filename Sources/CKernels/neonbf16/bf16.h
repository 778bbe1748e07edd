#pragma once
// BF16 by BFDOT: each lane adds two products to its FP32 sum, rounded to odd after either addition. Subnormal
// numbers count as 0, before and after (Arm, Architecture Reference Manual, BFDotAdd).

#include "../neon/bytes.h"

#define TAKEN 2

/// Pairs, of weights and of a row.
typedef bfloat16x8_t operand, word;

INLINE operand operand_load(const void *p, const int g) { return vreinterpretq_bf16_u8(vld1q_u8(p)); }

/// A run's last number alone is paired with 0.
INLINE word word_broadcast(const void *p, const int count) {
    uint16_t pair[2] = {0, 0};
    memcpy(pair, p, (size_t)count * 2);
    return vreinterpretq_bf16_f32(vfloat_broadcast(pair));
}

INLINE word row_load(const void *p) {
    vfloat x = vfloat_load(p);
    // Or each lane becomes a load of its own.
    __asm__("" : "+w"(x));
    return vreinterpretq_bf16_f32(x);
}

/// One pair in all lanes: folded into the multiplication by the compiler, which looks for floats there, once
/// `lane` is a constant.
INLINE word word_lane(word row, const int lane) {
    return vreinterpretq_bf16_f32(vfloat_lane(vreinterpretq_f32_bf16(row), lane));
}

INLINE vfloat accumulate(vfloat sum, word x, operand w) { return vbfdotq_f32(sum, w, x); }

INLINE void vhalf_store(uint16_t *p, vfloat x, int64_t count) {
    bytes_store(p, vreinterpret_u8_bf16(vcvt_bf16_f32(x)), 2 * count);
}
