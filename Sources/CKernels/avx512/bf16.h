#pragma once
// BF16 in AVX-512 without its instructions: the upper half of an FP32 number.

#include "half.h"
#include "../shared/bf16.h"

INLINE vfloat vhalf_load(const void *p) {
    __m512i x = _mm512_cvtepu16_epi32(_mm256_loadu_si256((const __m256i *)p));
    return _mm512_castsi512_ps(_mm512_slli_epi32(x, 16));
}

/// The even or the odd numbers.
INLINE vfloat vhalf_load_part(const void *p, const int part) {
    __m512i pairs = _mm512_loadu_si512(p);
    return _mm512_castsi512_ps(
        part ? _mm512_and_si512(pairs, _mm512_set1_epi32(-65536)) : _mm512_slli_epi32(pairs, 16));
}

INLINE vfloat vhalf_storable(vfloat x) {
    return _mm512_mask_mov_ps(x, _mm512_cmp_ps_mask(x, x, _CMP_UNORD_Q), vfloat_set(__builtin_nanf("")));
}

INLINE void vhalf_store(uint16_t *p, vfloat x, int64_t count) {
    __m512i bits = _mm512_castps_si512(x);
    __m512i odd = _mm512_and_si512(_mm512_srli_epi32(bits, 16), _mm512_set1_epi32(1));
    __m512i sum = _mm512_add_epi32(_mm512_add_epi32(bits, _mm512_set1_epi32(0x7FFF)), odd);
    vhalf_store_bits(p, _mm512_cvtepi32_epi16(_mm512_srli_epi32(sum, 16)), count);
}
