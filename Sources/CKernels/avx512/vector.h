#pragma once
// The vocabulary of the shared kernels in AVX-512 (F, BW, DQ, VL): 16 lanes of 32 bits. Products of integers
// differ with and without VNNI: each has its dot.h.

#if !defined(CK_EMULATED)
#include <immintrin.h>
#endif
#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))
#if !defined(UNROLLED)
#define UNROLLED _Pragma("clang loop unroll(full)")
#endif
#define LANES 16

typedef __m512 vfloat;
typedef __m512i vint;

INLINE vfloat vfloat_zero(void) { return _mm512_setzero_ps(); }
INLINE vfloat vfloat_set(float x) { return _mm512_set1_ps(x); }
INLINE vfloat vfloat_load(const void *p) { return _mm512_loadu_ps(p); }
INLINE vfloat vfloat_broadcast(const void *p) {
    float x;
    memcpy(&x, p, 4);
    return _mm512_set1_ps(x);
}
INLINE vfloat vfloat_add(vfloat a, vfloat b) { return _mm512_add_ps(a, b); }
INLINE vfloat vfloat_fma(vfloat a, vfloat b, vfloat c) { return _mm512_fmadd_ps(a, b, c); }
/// What is no number stays none: of two operands that cannot be compared, the second one is taken.
INLINE vfloat vfloat_clamp(vfloat x, vfloat low, vfloat high) {
    return _mm512_min_ps(high, _mm512_max_ps(low, x));
}

/// Stores the first `count` of 16 lanes.
INLINE void vfloat_store(float *p, vfloat x, int64_t count) {
    if (count >= 16)
        _mm512_storeu_ps(p, x);
    else
        _mm512_mask_storeu_ps(p, (__mmask16)((1u << count) - 1), x);
}

INLINE vint vint_zero(void) { return _mm512_setzero_si512(); }
INLINE vint vint_set(int32_t x) { return _mm512_set1_epi32(x); }
INLINE vint vint_load(const void *p) { return _mm512_loadu_si512(p); }
INLINE vint vint_broadcast(const void *p) {
    int32_t word;
    memcpy(&word, p, 4);
    return _mm512_set1_epi32(word);
}
INLINE vint vint_add(vint a, vint b) { return _mm512_add_epi32(a, b); }

/// The low nibbles of all bytes, or the high ones, less 8: −8 ... 7.
INLINE vint vint_nibbles(vint x, int isHigh) {
    vint nibbles = _mm512_and_si512(isHigh ? _mm512_srli_epi16(x, 4) : x, _mm512_set1_epi8(15));
    return _mm512_sub_epi8(nibbles, _mm512_set1_epi8(8));
}

/// Pairs (a, b) of the int16 elements of two vectors: the first and second four of each 128-bit lane.
INLINE vint vint_interleave_low(vint a, vint b) { return _mm512_unpacklo_epi16(a, b); }
INLINE vint vint_interleave_high(vint a, vint b) { return _mm512_unpackhi_epi16(a, b); }
