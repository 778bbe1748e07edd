#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512 ",avx512vnni")

#define NARROW_SUMS 0
#define PANEL_VECTORS 3
#define TILE_MOST_ROWS 8
#define TILE_ROWS(nv) 8
#define DEPTH_UNROLL 1
#include "dot.h"
#include "../avx512/requantize.h"
#include "../shared/product_int4.h"

TARGET_END
const CKKernels *const ck_product_int4_avx512vnni = &product_kernels;
#else
const CKKernels *const ck_product_int4_avx512vnni = 0;
#endif
