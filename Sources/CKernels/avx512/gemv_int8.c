#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512)

// Bytes, as in AVX2: a single row reads each weight once.
#define IMAGE_OF_BYTES 1
#define IMAGE_IS_SHIFTED(layer) (!(layer)->signedActivations)
#define PANEL_VECTORS 8
#define TILE_MOST_ROWS 1
#define TILE_ROWS(nv) 1
#define DEPTH_UNROLL 2
#define WORD_IS_SPECIAL 1
#include "requantize.h"

/// Four activations' magnitudes, and which of them are negative.
typedef struct {
    vint magnitude;
    __mmask64 negative;
} word;

INLINE word word_broadcast(const void *p) {
    vint x = vint_broadcast(p);
    return (word){_mm512_abs_epi8(x), _mm512_movepi8_mask(x)};
}

/// Exact: with the sign on the weights' side, sums of two products stay within int16 (avx2/gemv_int8.c).
INLINE vint vint_dot8(vint sum, word x, vint weights) {
    vint turned = _mm512_mask_sub_epi8(weights, x.negative, vint_zero(), weights);
    return vint_add(
        sum, _mm512_madd_epi16(_mm512_maddubs_epi16(x.magnitude, turned), _mm512_set1_epi16(1)));
}

#include "../shared/product_int8.h"

TARGET_END
const CKKernels *const ck_gemv_int8_avx512 = &product_kernels;
#else
const CKKernels *const ck_gemv_int8_avx512 = 0;
#endif
