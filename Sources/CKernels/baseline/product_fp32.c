#define PANEL_VECTORS 2
#define TILE_MOST_ROWS 8
#define TILE_ROWS(nv) ((nv) == 2 ? 6 : 8)
#define DEPTH_UNROLL 1
#include "vector.h"
#include "../shared/product_fp32.h"

const CKKernels *const ck_product_fp32_baseline = &product_kernels;
