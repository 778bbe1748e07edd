#include "../include/CKernels.h"

#if defined(__aarch64__)
#define PANEL_VECTORS 8
#define TILE_MOST_ROWS 1
#define TILE_ROWS(nv) 1
#define DEPTH_UNROLL 1
#include "bf16.h"
#include "../shared/product_half.h"

const CKKernels *const ck_gemv_bf16_neon = &product_kernels;
#else
const CKKernels *const ck_gemv_bf16_neon = 0;
#endif
