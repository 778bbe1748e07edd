#pragma once
// The vocabulary of the shared kernels in NEON, the baseline of aarch64: 4 lanes of 32 bits.

#include <arm_neon.h>
#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")
#define LANES 4

typedef float32x4_t vfloat;
typedef int32x4_t vint;

INLINE vfloat vfloat_zero(void) { return vdupq_n_f32(0); }
INLINE vfloat vfloat_set(float x) { return vdupq_n_f32(x); }
INLINE vfloat vfloat_load(const void *p) { return vreinterpretq_f32_u8(vld1q_u8(p)); }
INLINE vfloat vfloat_broadcast(const void *p) {
    float x;
    memcpy(&x, p, 4);
    return vdupq_n_f32(x);
}
/// One lane in all: folded into the multiplication by the compiler, once `lane` is a constant.
INLINE vfloat vfloat_lane(vfloat x, const int lane) { return vdupq_n_f32(x[lane]); }
INLINE vfloat vfloat_add(vfloat a, vfloat b) { return vaddq_f32(a, b); }
INLINE vfloat vfloat_fma(vfloat a, vfloat b, vfloat c) { return vfmaq_f32(c, a, b); }
INLINE vfloat vfloat_clamp(vfloat x, vfloat low, vfloat high) { return vminq_f32(vmaxq_f32(x, low), high); }

/// Stores the first `count` of 4 lanes.
INLINE void vfloat_store(float *p, vfloat x, int64_t count) {
    if (count >= 4) {
        vst1q_f32(p, x);
        return;
    }
    float32x2_t rest = vget_low_f32(x);
    if (count & 2) {
        vst1_f32(p, rest);
        rest = vget_high_f32(x);
        p += 2;
    }
    if (count & 1) *p = vget_lane_f32(rest, 0);
}

INLINE vint vint_zero(void) { return vdupq_n_s32(0); }
INLINE vint vint_set(int32_t x) { return vdupq_n_s32(x); }
INLINE vint vint_load(const void *p) { return vreinterpretq_s32_u8(vld1q_u8(p)); }
INLINE vint vint_broadcast(const void *p) {
    int32_t word;
    memcpy(&word, p, 4);
    return vdupq_n_s32(word);
}
/// One lane in all: folded into the multiplication by the compiler, once `lane` is a constant.
INLINE vint vint_lane(vint x, const int lane) { return vdupq_n_s32(x[lane]); }
INLINE vint vint_add(vint a, vint b) { return vaddq_s32(a, b); }
