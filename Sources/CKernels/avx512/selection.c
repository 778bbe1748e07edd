#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512)

#include "vector.h"

#define SELECTION_LANES LANES
#define SELECTION_MASK(p, threshold) selection_mask(p, threshold)
INLINE uint32_t selection_mask(const float *p, uint32_t threshold) {
    const __m512i bits = _mm512_and_si512(_mm512_loadu_si512(p), _mm512_set1_epi32(0x7FFFFFFF));
    return _mm512_cmpge_epi32_mask(bits, _mm512_set1_epi32((int32_t)threshold));
}
#define SELECTION_STORE(mask, p, first, indices, values) selection_store(mask, p, first, indices, values)
INLINE void selection_store(uint32_t mask, const float *p, int32_t first, int32_t *indices, float *values) {
    const __m512i lanes = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const __m512i places = _mm512_add_epi32(lanes, _mm512_set1_epi32(first));
    // Compressing in registers: to memory some processors take it apart.
    _mm512_storeu_si512(indices, _mm512_maskz_compress_epi32((__mmask16)mask, places));
    _mm512_storeu_si512(values, _mm512_maskz_compress_epi32((__mmask16)mask, _mm512_loadu_si512(p)));
}
#define SELECTION_MOVE(mask, fromIndices, fromValues, indices, values) \
    selection_move(mask, fromIndices, fromValues, indices, values)
INLINE void selection_move(
    uint32_t mask, const int32_t *fromIndices, const float *fromValues, int32_t *indices, float *values)
{
    const __m512i places = _mm512_loadu_si512(fromIndices), elements = _mm512_loadu_si512(fromValues);
    _mm512_storeu_si512(indices, _mm512_maskz_compress_epi32((__mmask16)mask, places));
    _mm512_storeu_si512(values, _mm512_maskz_compress_epi32((__mmask16)mask, elements));
}
#include "../shared/selection.h"

TARGET_END
const CKSelection *const ck_selection_avx512 = &selection;
#else
const CKSelection *const ck_selection_avx512 = 0;
#endif
