#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512 ",avx512fp16")

#define STEP "../avx512fp16/step.h"
#define PANEL_VECTORS 8
#define TILE_MOST_ROWS 1
#define TILE_ROWS(nv) 1
#define DEPTH_UNROLL 1
#include "dot.h"
#include "../shared/product_pairs.h"

TARGET_END
const CKKernels *const ck_gemv_fp16_avx512fp16 = &product_kernels;
#else
const CKKernels *const ck_gemv_fp16_avx512fp16 = 0;
#endif
