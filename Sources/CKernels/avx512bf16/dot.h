#pragma once
// BF16 in AVX512-BF16. Subnormal numbers count as 0, before and after.

#include "../avx512/half.h"

/// sum + a·b over pairs of BF16.
INLINE vfloat vfloat_dot16(vfloat sum, vint a, vint b) {
    return _mm512_dpbf16_ps(sum, (__m512bh)a, (__m512bh)b);
}

INLINE void vhalf_store(uint16_t *p, vfloat x, int64_t count) {
    vhalf_store_bits(p, (__m256i)_mm512_cvtneps_pbh(x), count);
}
