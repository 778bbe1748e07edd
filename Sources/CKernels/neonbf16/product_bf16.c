#include "../include/CKernels.h"

#if defined(__aarch64__)
#pragma clang attribute push(__attribute__((target("bf16"))), apply_to = function)

#define PANEL_VECTORS 2
#define TILE_MOST_ROWS 8
#define TILE_ROWS(nv) 8
#define DEPTH_UNROLL 1
#include "bf16.h"
#include "../shared/product_narrow.h"

#pragma clang attribute pop
const CKKernels *const ck_product_bf16_neonbf16 = &product_kernels;
#else
const CKKernels *const ck_product_bf16_neonbf16 = 0;
#endif
