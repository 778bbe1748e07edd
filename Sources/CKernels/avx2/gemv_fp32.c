#include "../include/CKernels.h"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define PANEL_VECTORS 8
#define TILE_MOST_ROWS 1
#define TILE_ROWS(nv) 1
#define DEPTH_UNROLL 2
#include "vector.h"
#include "../shared/product_fp32.h"

#pragma clang attribute pop
const CKKernels *const ck_gemv_fp32_avx2 = &product_kernels;
#else
const CKKernels *const ck_gemv_fp32_avx2 = 0;
#endif
