#pragma once
// FP16 in AVX512-FP16: two numbers in each lane of 32 bits, multiplied and added in FP16, subnormal ones too.

#include "../avx512/half.h"
#include "../x86/fp16.h"

/// sum + a·b, each of a pair's two for itself.
INLINE __m512h vhalf_fma(__m512h sum, vint a, vint b) {
    return _mm512_fmadd_ph((__m512h)a, (__m512h)b, sum);
}
#define accumulate vhalf_fma

/// The even or the odd numbers, in FP32.
INLINE vfloat vhalf_widen(vint x, const int isOdd) {
    return _mm512_cvtph_ps(_mm512_cvtepi32_epi16(isOdd ? _mm512_srli_epi32(x, 16) : x));
}

INLINE void vhalf_store(uint16_t *p, vfloat x, int64_t count) {
    vhalf_store_bits(p, _mm512_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT), count);
}
