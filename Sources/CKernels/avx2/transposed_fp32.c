#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

#define PANEL_VECTORS 2
#define TILE_MOST_ROWS 8
#define TILE_ROWS(nv) ((nv) == 2 ? 6 : 8)
#define DEPTH_UNROLL 1
#include "vector.h"
#include "../shared/product_transposed.h"

TARGET_END
const CKKernels *const ck_transposed_fp32_avx2 = &transposed_kernels;
#else
const CKKernels *const ck_transposed_fp32_avx2 = 0;
#endif
