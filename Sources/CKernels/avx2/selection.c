#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

#include "vector.h"

#define SELECTION_LANES LANES
#define SELECTION_MASK(p, threshold) selection_mask(p, threshold)
INLINE uint32_t selection_mask(const float *p, uint32_t threshold) {
    const __m256i bits = _mm256_and_si256(_mm256_loadu_si256((const __m256i *)p), _mm256_set1_epi32(0x7FFFFFFF));
    // Both are positive as signed numbers; a threshold of 0 lets all pass.
    const __m256i reached = _mm256_cmpgt_epi32(bits, _mm256_set1_epi32((int32_t)threshold - 1));
    return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(reached));
}
#include "../shared/selection.h"

TARGET_END
const CKSelection *const ck_selection_avx2 = &selection;
#else
const CKSelection *const ck_selection_avx2 = 0;
#endif
