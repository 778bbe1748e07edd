#pragma once
// FP16 by FMLAL and FMLAL2: products of FP16 added to FP32, each sum rounded once (Arm, Architecture Reference
// Manual, FPMulAddH). A vector of weights holds four columns' first numbers of a word, then their second ones.

#include "../neon/fp16.h"

#define TAKEN 1

/// The weights for one number of a word: the lower or the upper half of a vector.
typedef struct {
    float16x8_t vector;
    int isUpper;
} operand;

/// One number in all lanes.
typedef float16x8_t word;

INLINE word row_load(const void *p) {
    word x = vreinterpretq_f16_u8(vld1q_u8(p));
    // Or each lane becomes a load of its own.
    __asm__("" : "+w"(x));
    return x;
}

INLINE word word_broadcast(const void *p, const int count) {
    float16_t x;
    memcpy(&x, p, 2);
    return vdupq_n_f16(x);
}

/// One lane in all: folded into the multiplication by the compiler, once `lane` is a constant.
INLINE word word_lane(word row, const int lane) { return vdupq_n_f16(row[lane]); }

INLINE operand operand_load(const void *p, const int g) {
    return (operand){vreinterpretq_f16_u8(vld1q_u8(p)), g};
}

INLINE vfloat accumulate(vfloat sum, word x, operand w) {
    return w.isUpper ? vfmlalq_high_f16(sum, w.vector, x) : vfmlalq_low_f16(sum, w.vector, x);
}
