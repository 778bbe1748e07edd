#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

#define IMAGE_OF_BYTES 0
#define PANEL_VECTORS 2
#define TILE_MOST_ROWS 8
#define TILE_ROWS(nv) ((nv) == 2 ? 6 : 8)
// On Zen 3 the units that multiply also add, and the rate hangs on the order in which they are given
// their work: two words give 1.06 times the rate of one at K = 256, four only 0.85 times.
#define DEPTH_UNROLL 2
#include "dot.h"
#include "requantize.h"
#include "../shared/product_int8.h"

TARGET_END
const CKKernels *const ck_product_int8_avx2 = &product_kernels;
#else
const CKKernels *const ck_product_int8_avx2 = 0;
#endif
