#include "../include/CKernels.h"

#if defined(__aarch64__)
#define STEP "step_lanes.h"
#define PANEL_VECTORS 2
#define TILE_MOST_ROWS 8
#define TILE_ROWS(nv) 8
#define DEPTH_UNROLL 1
#include "vector.h"
#include "../shared/product_transposed.h"

const CKKernels *const ck_transposed_fp32_neon = &transposed_kernels;
#else
const CKKernels *const ck_transposed_fp32_neon = 0;
#endif
