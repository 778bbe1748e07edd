#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

#define IMAGE_OF_BYTES 1
// VPMADDUBSW multiplies unsigned activations.
#define IMAGE_IS_SHIFTED(layer) ((layer)->signedActivations)
#define PANEL_VECTORS 8
#define TILE_MOST_ROWS 1
#define TILE_ROWS(nv) 1
#define DEPTH_UNROLL 2
#include "dot_7bit.h"
#include "requantize.h"
#include "../shared/product_int8.h"

TARGET_END
const CKKernels *const ck_gemv_int8_7bit_avx2 = &product_kernels;
#else
const CKKernels *const ck_gemv_int8_7bit_avx2 = 0;
#endif
