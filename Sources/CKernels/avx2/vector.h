#pragma once
// The vocabulary of the shared kernels in AVX2 and FMA: 8 lanes of 32 bits.

#include <immintrin.h>
#include <stdint.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))
#define LANES 8

typedef __m256 vfloat;
typedef __m256i vint;

INLINE vfloat vfloat_zero(void) { return _mm256_setzero_ps(); }
INLINE vfloat vfloat_set(float x) { return _mm256_set1_ps(x); }
INLINE vfloat vfloat_load(const void *p) { return _mm256_loadu_ps(p); }
INLINE vfloat vfloat_broadcast(const void *p) { return _mm256_broadcast_ss(p); }
INLINE vfloat vfloat_add(vfloat a, vfloat b) { return _mm256_add_ps(a, b); }
INLINE vfloat vfloat_fma(vfloat a, vfloat b, vfloat c) { return _mm256_fmadd_ps(a, b, c); }
INLINE vfloat vfloat_clamp(vfloat x, vfloat low, vfloat high) {
    return _mm256_min_ps(_mm256_max_ps(x, low), high);
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

/// sum + a·b over pairs of int16: exact, as VPMADDUBSW on bytes is not (it saturates).
INLINE vint vint_dot16(vint sum, vint a, vint b) {
    return _mm256_add_epi32(sum, _mm256_madd_epi16(a, b));
}

/// Pairs (a, b) of the int16 elements of two vectors: the first and second four of each 128-bit lane.
INLINE vint vint_interleave_low(vint a, vint b) { return _mm256_unpacklo_epi16(a, b); }
INLINE vint vint_interleave_high(vint a, vint b) { return _mm256_unpackhi_epi16(a, b); }

/// round(clamp(x·multiplier, low, high)) + zero, to nearest, ties to even.
INLINE vint vint_requantize(vint x, vfloat multiplier, vfloat low, vfloat high, vint zero) {
    vfloat scaled = _mm256_mul_ps(_mm256_cvtepi32_ps(x), multiplier);
    return _mm256_add_epi32(_mm256_cvtps_epi32(vfloat_clamp(scaled, low, high)), zero);
}

/// Stores the first `count` bytes of a half register.
INLINE void bytes_store(uint8_t *p, __m128i x, int64_t count) {
    if (count >= 16) {
        _mm_storeu_si128((__m128i *)p, x);
        return;
    }
    uint64_t rest = (uint64_t)_mm_cvtsi128_si64(x);
    if (count & 8) {
        memcpy(p, &rest, 8);
        rest = (uint64_t)_mm_extract_epi64(x, 1);
        p += 8;
    }
    if (count & 4) {
        memcpy(p, &rest, 4);
        rest >>= 32;
        p += 4;
    }
    if (count & 2) {
        memcpy(p, &rest, 2);
        rest >>= 16;
        p += 2;
    }
    if (count & 1) *p = (uint8_t)rest;
}

/// Stores the low bytes of the first `count` of 8 lanes; the upper bytes are ignored.
INLINE void vint_store_bytes(uint8_t *p, vint x, int64_t count) {
    const __m256i gather = _mm256_setr_epi8(
        0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -1, -1, -1, 0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1);
    __m256i bytes = _mm256_shuffle_epi8(x, gather);
    __m128i both = _mm_or_si128(_mm256_castsi256_si128(bytes), _mm256_extracti128_si256(bytes, 1));
    if (count >= 8)
        _mm_storel_epi64((__m128i *)p, both);
    else
        bytes_store(p, both, count);
}

/// Undoes the interleaving of 16 channels in two vectors and stores the low bytes of the first `count`.
INLINE void vint_store_interleaved_bytes(uint8_t *p, vint low, vint high, int64_t count) {
    __m256i words = _mm256_and_si256(_mm256_packs_epi32(low, high), _mm256_set1_epi16(255));
    __m128i bytes = _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
    bytes_store(p, bytes, count);
}
