#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

#define IMAGE_OF_BYTES 1
// VPMADDUBSW multiplies unsigned activations.
#define IMAGE_IS_SHIFTED(layer) ((layer)->signedActivations)
#define PANEL_VECTORS 2
#define TILE_MOST_ROWS 8
// The products and the ones that widen them need registers, too: six rows take 1.03 times as long as five.
#define TILE_ROWS(nv) ((nv) == 2 ? 5 : 8)
#define DEPTH_UNROLL 1
#include "dot_7bit.h"
#include "requantize.h"
#include "../shared/product_int8.h"

TARGET_END
const CKKernels *const ck_product_int8_7bit_avx2 = &product_kernels;
#else
const CKKernels *const ck_product_int8_7bit_avx2 = 0;
#endif
