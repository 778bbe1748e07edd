#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512)

#define PANEL_VECTORS 8
#define TILE_MOST_ROWS 1
#define TILE_ROWS(nv) 1
#define DEPTH_UNROLL 1
#include "bf16.h"
#include "../shared/product_half.h"

TARGET_END
const CKKernels *const ck_gemv_bf16_avx512 = &product_kernels;
#else
const CKKernels *const ck_gemv_bf16_avx512 = 0;
#endif
