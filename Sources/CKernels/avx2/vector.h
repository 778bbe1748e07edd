#pragma once
// The vocabulary of the shared kernels in AVX2 and FMA: 8 lanes of 32 bits. Products of integers differ
// between AVX2 and AVX-VNNI: each has its dot.h.

#if !defined(CK_EMULATED)
#include <immintrin.h>
#endif
#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))
#if !defined(UNROLLED)
#define UNROLLED _Pragma("clang loop unroll(full)")
#endif
#define LANES 8

typedef __m256 vfloat;
typedef __m256i vint;

INLINE vfloat vfloat_zero(void) { return _mm256_setzero_ps(); }
INLINE vfloat vfloat_set(float x) { return _mm256_set1_ps(x); }
INLINE vfloat vfloat_load(const void *p) { return _mm256_loadu_ps(p); }
INLINE vfloat vfloat_broadcast(const void *p) { return _mm256_broadcast_ss(p); }
INLINE vfloat vfloat_add(vfloat a, vfloat b) { return _mm256_add_ps(a, b); }
INLINE vfloat vfloat_fma(vfloat a, vfloat b, vfloat c) { return _mm256_fmadd_ps(a, b, c); }
/// What is no number stays none: of two operands that cannot be compared, the second one is taken.
INLINE vfloat vfloat_clamp(vfloat x, vfloat low, vfloat high) {
    return _mm256_min_ps(high, _mm256_max_ps(low, x));
}

/// Stores the first `count` of 8 lanes. Masked stores are microcoded on Zen; halves are not.
INLINE void vfloat_store(float *p, vfloat x, int64_t count) {
    if (count >= 8) {
        _mm256_storeu_ps(p, x);
        return;
    }
    __m128 rest = _mm256_castps256_ps128(x);
    if (count & 4) {
        _mm_storeu_ps(p, rest);
        rest = _mm256_extractf128_ps(x, 1);
        p += 4;
    }
    if (count & 2) {
        _mm_storel_pi((__m64 *)p, rest);
        rest = _mm_movehl_ps(rest, rest);
        p += 2;
    }
    if (count & 1) _mm_store_ss(p, rest);
}

INLINE vint vint_zero(void) { return _mm256_setzero_si256(); }
INLINE vint vint_set(int32_t x) { return _mm256_set1_epi32(x); }
INLINE vint vint_load(const void *p) { return _mm256_loadu_si256(p); }
INLINE vint vint_broadcast(const void *p) {
    int32_t word;
    memcpy(&word, p, 4);
    return _mm256_set1_epi32(word);
}
INLINE vint vint_add(vint a, vint b) { return _mm256_add_epi32(a, b); }

/// The low nibbles of all bytes, or the high ones, less 8: −8 ... 7.
INLINE vint vint_nibbles(vint x, int isHigh) {
    vint nibbles = _mm256_and_si256(isHigh ? _mm256_srli_epi16(x, 4) : x, _mm256_set1_epi8(15));
    return _mm256_sub_epi8(nibbles, _mm256_set1_epi8(8));
}

/// Pairs (a, b) of the int16 elements of two vectors: the first and second four of each 128-bit lane.
INLINE vint vint_interleave_low(vint a, vint b) { return _mm256_unpacklo_epi16(a, b); }
INLINE vint vint_interleave_high(vint a, vint b) { return _mm256_unpackhi_epi16(a, b); }
