#include "../include/CKernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define IMAGE_OF_BYTES 0
#define PANEL_VECTORS 2
#define TILE_MOST_ROWS 8
#define TILE_ROWS(nv) ((nv) == 2 ? 6 : 8)
// On Zen 3 the units that multiply also add, and the rate hangs on the order in which they are given
// their work: two words give 1.06 times the rate of one at K = 256, four only 0.85 times.
#define DEPTH_UNROLL 2
#include "requantize.h"
#include "../shared/product_int8.h"

#pragma clang attribute pop
const CKKernels *const ck_product_int8_avx2 = &product_kernels;
#else
const CKKernels *const ck_product_int8_avx2 = 0;
#endif
