#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2 ",avxvnni")

#define IMAGE_OF_BYTES 1
// VPDPBUSD multiplies unsigned activations.
#define IMAGE_IS_SHIFTED(layer) ((layer)->signedActivations)
#define PANEL_VECTORS 2
#define TILE_MOST_ROWS 8
#define TILE_ROWS(nv) ((nv) == 2 ? 6 : 8)
#define DEPTH_UNROLL 1
#include "dot.h"
#include "../avx2/requantize.h"
#include "../shared/product_int8.h"

TARGET_END
const CKKernels *const ck_product_int8_avxvnni = &product_kernels;
#else
const CKKernels *const ck_product_int8_avxvnni = 0;
#endif
