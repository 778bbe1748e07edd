#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

#define NARROW_SUMS 1
// On Zen 3, 1×128×640 takes 1.12 µs with three vectors, 1.18 with two, and 1.40 with eight, whose sums
// fill all registers.
#define PANEL_VECTORS 3
#define TILE_MOST_ROWS 1
#define TILE_ROWS(nv) 1
#define DEPTH_UNROLL 1
#include "dot.h"
#include "requantize.h"
#include "../shared/product_int4.h"

TARGET_END
const CKKernels *const ck_gemv_int4_avx2 = &product_kernels;
#else
const CKKernels *const ck_gemv_int4_avx2 = 0;
#endif
