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
#include "../shared/selection.h"

TARGET_END
const CKSelection *const ck_selection_avx512 = &selection;
#else
const CKSelection *const ck_selection_avx512 = 0;
#endif
