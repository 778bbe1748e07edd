#pragma once
// The vocabulary of the shared FP32 kernels in the compiler's own vectors: 4 lanes of 32 bits, whatever the machine.

#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")
#define LANES 4

typedef float vfloat __attribute__((vector_size(16)));
typedef int32_t vint __attribute__((vector_size(16)));
typedef float vfloat_anywhere __attribute__((vector_size(16), aligned(4), may_alias));

INLINE vfloat vfloat_zero(void) { return (vfloat){0}; }
INLINE vfloat vfloat_set(float x) { return (vfloat){x, x, x, x}; }
INLINE vfloat vfloat_load(const void *p) { return *(const vfloat_anywhere *)p; }
INLINE vfloat vfloat_broadcast(const void *p) {
    float x;
    memcpy(&x, p, 4);
    return vfloat_set(x);
}
INLINE vfloat vfloat_add(vfloat a, vfloat b) { return a + b; }
/// Fused where the machine does so.
INLINE vfloat vfloat_fma(vfloat a, vfloat b, vfloat c) { return a * b + c; }
INLINE vfloat vfloat_choose(vint isFirst, vfloat first, vfloat second) {
    return (vfloat)((isFirst & (vint)first) | (~isFirst & (vint)second));
}
/// What is no number stays none.
INLINE vfloat vfloat_clamp(vfloat x, vfloat low, vfloat high) {
    const vfloat above = vfloat_choose(low > x, low, x);
    return vfloat_choose(high < above, high, above);
}

/// Stores the first `count` of 4 lanes.
INLINE void vfloat_store(float *p, vfloat x, int64_t count) {
    if (count >= 4) {
        *(vfloat_anywhere *)p = x;
        return;
    }
    for (int64_t i = 0; i < count; i++) p[i] = x[i];
}
