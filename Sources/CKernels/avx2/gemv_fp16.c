#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2 ",f16c")

#define PANEL_VECTORS 8
#define TILE_MOST_ROWS 1
#define TILE_ROWS(nv) 1
#define DEPTH_UNROLL 1
#include "fp16.h"
#include "../shared/product_half.h"

TARGET_END
const CKKernels *const ck_gemv_fp16_avx2 = &product_kernels;
#else
const CKKernels *const ck_gemv_fp16_avx2 = 0;
#endif
