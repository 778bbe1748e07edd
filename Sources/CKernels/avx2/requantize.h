// Requantisation in AVX2: clamp(round(Float(sum)·multiplier) + zero), to nearest, ties to even.
//
// The upper bound is taken in FP32, because the conversion turns what int32 cannot hold into its smallest
// value, which is what values far below mean anyway; the lower bound in int16, where both vectors are in one.

#include "vector.h"
#include "../shared/tail.h"

typedef struct {
    vfloat high;
    __m256i zero, low;
} requantizer;

/// Bounds relative to the zero point.
INLINE requantizer requantizer_make(float low, float high, int32_t zero) {
    return (requantizer){
        vfloat_set(high), _mm256_set1_epi16((int16_t)zero), _mm256_set1_epi16((int16_t)(low + (float)zero))};
}

INLINE vint requantize_round(const requantizer *r, vint sum, const char *multipliers) {
    vfloat scaled = _mm256_mul_ps(_mm256_cvtepi32_ps(sum), vfloat_load(multipliers));
    return _mm256_cvtps_epi32(_mm256_min_ps(scaled, r->high));
}

/// The bytes of two vectors, the halves of each 128-bit lane of `a` before those of `b`.
INLINE __m128i requantize_pack(const requantizer *r, vint a, vint b) {
    __m256i words = _mm256_adds_epi16(_mm256_packs_epi32(a, b), r->zero);
    words = _mm256_and_si256(_mm256_max_epi16(words, r->low), _mm256_set1_epi16(255));
    return _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
}

/// Stores the first `count` of 16 bytes.
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
    tail_store(p, rest, count);
}

/// Stores `nv` vectors as bytes, of the last one the first `lastLanes`.
INLINE void requantize_store(
    uint8_t *p, const requantizer *r, const vint *sums, const char *multipliers, const int nv,
    int64_t lastLanes)
{
    UNROLLED for (int v = 0; v < nv; v += 2) {
        vint first = requantize_round(r, sums[v], multipliers + v * LANES * 4);
        vint second = v + 1 < nv ? requantize_round(r, sums[v + 1], multipliers + (v + 1) * LANES * 4) : first;
        __m128i bytes = _mm_shuffle_epi32(requantize_pack(r, first, second), _MM_SHUFFLE(3, 1, 2, 0));
        bytes_store(p + v * LANES, bytes, v + 2 < nv ? 2 * LANES : (nv - v - 1) * LANES + lastLanes);
    }
}

/// Stores the first `count` of 16 channels that lie interleaved in two vectors; packing undoes it.
INLINE void requantize_store_interleaved(
    uint8_t *p, const requantizer *r, const vint *sums, const char *multipliers, int64_t count)
{
    vint first = requantize_round(r, sums[0], multipliers);
    vint second = requantize_round(r, sums[1], multipliers + LANES * 4);
    bytes_store(p, requantize_pack(r, first, second), count);
}
