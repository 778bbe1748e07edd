#include "../include/CKernels.h"

#if defined(__aarch64__)
#define IMAGE_OF_BYTES 1
// SMULL multiplies signed activations.
#define IMAGE_IS_SHIFTED(layer) (!(layer)->signedActivations)
#define PANEL_VECTORS 8
#define TILE_MOST_ROWS 1
#define TILE_ROWS(nv) 1
#define DEPTH_UNROLL 1
#include "dot.h"
#include "requantize.h"
#include "../shared/product_int8.h"

const CKKernels *const ck_gemv_int8_neon = &product_kernels;
#else
const CKKernels *const ck_gemv_int8_neon = 0;
#endif
