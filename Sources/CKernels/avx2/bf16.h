#pragma once
// BF16 in AVX2: the upper half of an FP32 number.

#include "half.h"
#include "../shared/bf16.h"

INLINE vfloat vhalf_load(const void *p) {
    __m256i x = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)p));
    return _mm256_castsi256_ps(_mm256_slli_epi32(x, 16));
}

/// The even or the odd numbers. They are loaded for each part again: kept for the second, they would cost the
/// 6×2 tile spills and a third of its speed.
INLINE vfloat vhalf_load_part(const void *p, const int part) {
    if (part) __asm__("" : "+r"(p));
    __m256i pairs = _mm256_loadu_si256(p);
    return _mm256_castsi256_ps(
        part ? _mm256_and_si256(pairs, _mm256_set1_epi32(-65536)) : _mm256_slli_epi32(pairs, 16));
}

INLINE vfloat vhalf_storable(vfloat x) {
    return _mm256_blendv_ps(x, vfloat_set(__builtin_nanf("")), _mm256_cmp_ps(x, x, _CMP_UNORD_Q));
}

INLINE void vhalf_store(uint16_t *p, vfloat x, int64_t count) {
    __m256i bits = _mm256_castps_si256(x);
    __m256i odd = _mm256_and_si256(_mm256_srli_epi32(bits, 16), _mm256_set1_epi32(1));
    __m256i sum = _mm256_add_epi32(_mm256_add_epi32(bits, _mm256_set1_epi32(0x7FFF)), odd);
    __m256i upper = _mm256_srli_epi32(sum, 16);
    vhalf_store_bits(
        p, _mm_packus_epi32(_mm256_castsi256_si128(upper), _mm256_extracti128_si256(upper, 1)), count);
}
