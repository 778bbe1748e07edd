#include "../include/CKernels.h"

#if defined(__aarch64__)
#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)

#define IMAGE_OF_BYTES 1
// SDOT multiplies signed activations.
#define IMAGE_IS_SHIFTED(layer) (!(layer)->signedActivations)
#define STEP "step_lanes.h"
#define PANEL_VECTORS 2
#define TILE_MOST_ROWS 8
#define TILE_ROWS(nv) 8
#define DEPTH_UNROLL 1
#include "dot.h"
#include "../neon/requantize.h"
#include "../shared/product_int8.h"

#pragma clang attribute pop
const CKKernels *const ck_product_int8_dotprod = &product_kernels;
#else
const CKKernels *const ck_product_int8_dotprod = 0;
#endif
