#pragma once
// The vocabulary of the shared kernels in NEON, the baseline of aarch64: 4 lanes of 32 bits.

#include <arm_neon.h>
#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")
#define LANES 4
/// Multiplication takes one lane of an operand (step_half.h).
#define MULTIPLY_BY_LANE

typedef float32x4_t vfloat;
typedef int32x4_t vint;

/// What floats and integers have alike.
#define VOCABULARY(vector, element, type)                                                               \
    INLINE vector vector##_zero(void) { return vdupq_n_##type(0); }                                     \
    INLINE vector vector##_set(element x) { return vdupq_n_##type(x); }                                 \
    INLINE vector vector##_load(const void *p) { return vreinterpretq_##type##_u8(vld1q_u8(p)); }       \
    INLINE vector vector##_broadcast(const void *p) {                                                   \
        element x;                                                                                      \
        memcpy(&x, p, 4);                                                                               \
        return vdupq_n_##type(x);                                                                       \
    }                                                                                                   \
    /* One lane in all: folded into the multiplication by the compiler, once `lane` is a constant. */   \
    INLINE vector vector##_lane(vector x, const int lane) { return vdupq_n_##type(x[lane]); }           \
    INLINE vector vector##_add(vector a, vector b) { return vaddq_##type(a, b); }

VOCABULARY(vfloat, float, f32)
VOCABULARY(vint, int32_t, s32)

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
