#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

// A single row uses each weight once: what counts is the bytes of the weights. They stay bytes here, half of
// what the other products read.
#define IMAGE_OF_BYTES 1
#define IMAGE_IS_SHIFTED(layer) (!(layer)->signedActivations)
#define PANEL_VECTORS 8
#define TILE_MOST_ROWS 1
#define TILE_ROWS(nv) 1
#define DEPTH_UNROLL 2
#define WORD_IS_SPECIAL 1
#include "requantize.h"

/// Four activations and their magnitudes.
typedef struct {
    vint value, magnitude;
} word;

INLINE word word_broadcast(const void *p) {
    vint x = vint_broadcast(p);
    return (word){x, _mm256_abs_epi8(x)};
}

/// Exact: with the sign on the weights' side, VPMADDUBSW's sums of two products reach 2·128·127 = 32,512, not
/// beyond int16. Weights of −128 do not exist; their sign could not be changed.
INLINE vint vint_dot8(vint sum, word x, vint weights) {
    __m256i pairs = _mm256_maddubs_epi16(x.magnitude, _mm256_sign_epi8(weights, x.value));
    return vint_add(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

#include "../shared/product_int8.h"

TARGET_END
const CKKernels *const ck_gemv_int8_avx2 = &product_kernels;
#else
const CKKernels *const ck_gemv_int8_avx2 = 0;
#endif
