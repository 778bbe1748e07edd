#pragma once
// What the formats of 16 bits share.

#include "vector.h"

/// Stores the first `count` of 8 elements of 16 bits.
INLINE void vhalf_store_bits(uint16_t *p, __m128i x, int64_t count) {
    if (count >= 8) {
        _mm_storeu_si128((__m128i *)p, x);
        return;
    }
    if (count & 4) {
        _mm_storel_epi64((__m128i *)p, x);
        x = _mm_unpackhi_epi64(x, x);
        p += 4;
    }
    if (count & 2) {
        _mm_storeu_si32(p, x);
        x = _mm_srli_epi64(x, 32);
        p += 2;
    }
    if (count & 1) *p = (uint16_t)_mm_extract_epi16(x, 0);
}
