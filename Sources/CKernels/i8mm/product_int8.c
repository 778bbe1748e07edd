#include "../include/CKernels.h"

#if defined(__aarch64__)
#pragma clang attribute push(__attribute__((target("i8mm"))), apply_to = function)

#define IMAGE_OF_BYTES 1
// SMMLA multiplies signed activations.
#define IMAGE_IS_SHIFTED(layer) (!(layer)->signedActivations)
#define STEP "../i8mm/step.h"
#define GROUP 8
#define PANEL_VECTORS 3
#define TILE_MOST_ROWS 8
// Three vectors leave registers for six rows; pairs of rows should be whole.
#define TILE_ROWS(nv) ((nv) == 3 ? 6 : 8)
#define DEPTH_UNROLL 1
#include "../neon/requantize.h"
#include "../shared/product_int8.h"

#pragma clang attribute pop
const CKKernels *const ck_product_int8_i8mm = &product_kernels;
#else
const CKKernels *const ck_product_int8_i8mm = 0;
#endif
