// Requantisation in AVX-512: clamp(round(Float(sum)·multiplier) + zero), to nearest, ties to even.

#include "vector.h"

typedef struct {
    vfloat low, high;
    vint zero;
} requantizer;

/// Bounds relative to the zero point.
INLINE requantizer requantizer_make(float low, float high, int32_t zero) {
    return (requantizer){vfloat_set(low), vfloat_set(high), vint_set(zero)};
}

INLINE vint requantize(const requantizer *r, vint sum, const char *multipliers) {
    vfloat scaled = _mm512_mul_ps(_mm512_cvtepi32_ps(sum), vfloat_load(multipliers));
    return vint_add(_mm512_cvtps_epi32(vfloat_clamp(scaled, r->low, r->high)), r->zero);
}

/// Stores `nv` vectors as bytes, of the last one the first `lastLanes`.
INLINE void requantize_store(
    uint8_t *p, const requantizer *r, const vint *sums, const char *multipliers, const int nv,
    int64_t lastLanes)
{
    UNROLLED for (int v = 0; v < nv; v++) {
        __m128i bytes = _mm512_cvtepi32_epi8(requantize(r, sums[v], multipliers + v * LANES * 4));
        if (v < nv - 1 || lastLanes >= 16)
            _mm_storeu_si128((__m128i *)(p + 16 * v), bytes);
        else
            _mm_mask_storeu_epi8(p + 16 * v, (__mmask16)((1u << lastLanes) - 1), bytes);
    }
}

/// Stores the first `count` of 32 channels that lie interleaved in two vectors; packing undoes it.
INLINE void requantize_store_interleaved(
    uint8_t *p, const requantizer *r, const vint *sums, const char *multipliers, int64_t count)
{
    vint first = requantize(r, sums[0], multipliers);
    vint second = requantize(r, sums[1], multipliers + LANES * 4);
    __m256i bytes = _mm512_cvtepi16_epi8(_mm512_packs_epi32(first, second));
    if (count >= 32)
        _mm256_storeu_si256((__m256i *)p, bytes);
    else
        _mm256_mask_storeu_epi8(p, (__mmask32)((1u << count) - 1), bytes);
}
