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
#define SELECTION_STORE(mask, p, first, indices, values) selection_store(mask, p, first, indices, values)
/// The lanes of each mask, one in each byte, the rest whatever.
static uint64_t selection_lanes[256];
__attribute__((constructor)) static void selection_fill_lanes(void) {
    for (int mask = 0; mask < 256; mask++)
        for (int lane = 0, place = 0; lane < 8; lane++)
            if (mask >> lane & 1) selection_lanes[mask] |= (uint64_t)lane << 8 * place++;
}
INLINE __m256i selection_lanes_of(uint32_t mask) {
    return _mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i *)&selection_lanes[mask]));
}
INLINE void selection_store(uint32_t mask, const float *p, int32_t first, int32_t *indices, float *values) {
    const __m256i lanes = selection_lanes_of(mask);
    _mm256_storeu_si256((__m256i *)indices, _mm256_add_epi32(lanes, _mm256_set1_epi32(first)));
    _mm256_storeu_ps(values, _mm256_permutevar8x32_ps(_mm256_loadu_ps(p), lanes));
}
#define SELECTION_MOVE(mask, fromIndices, fromValues, indices, values) \
    selection_move(mask, fromIndices, fromValues, indices, values)
INLINE void selection_move(
    uint32_t mask, const int32_t *fromIndices, const float *fromValues, int32_t *indices, float *values)
{
    const __m256i lanes = selection_lanes_of(mask);
    const __m256i places = _mm256_loadu_si256((const __m256i *)fromIndices);
    const __m256 elements = _mm256_loadu_ps(fromValues);
    _mm256_storeu_si256((__m256i *)indices, _mm256_permutevar8x32_epi32(places, lanes));
    _mm256_storeu_ps(values, _mm256_permutevar8x32_ps(elements, lanes));
}
#include "../shared/selection.h"

TARGET_END
const CKSelection *const ck_selection_avx2 = &selection;
#else
const CKSelection *const ck_selection_avx2 = 0;
#endif
