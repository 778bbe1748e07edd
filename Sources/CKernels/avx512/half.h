#pragma once
// What the formats of 16 bits share.

#include "vector.h"

/// Stores the first `count` of 16 elements of 16 bits.
INLINE void vhalf_store_bits(uint16_t *p, __m256i x, int64_t count) {
    if (count >= 16)
        _mm256_storeu_si256((__m256i *)p, x);
    else
        _mm256_mask_storeu_epi16(p, (__mmask16)((1u << count) - 1), x);
}
