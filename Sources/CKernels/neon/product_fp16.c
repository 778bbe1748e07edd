#include "../include/CKernels.h"

#if defined(__aarch64__)
#define PANEL_VECTORS 2
#define TILE_MOST_ROWS 8
#define TILE_ROWS(nv) 8
#define DEPTH_UNROLL 1
#include "fp16.h"
#include "../shared/product_half.h"

const CKKernels *const ck_product_fp16_neon = &product_kernels;
#else
const CKKernels *const ck_product_fp16_neon = 0;
#endif
