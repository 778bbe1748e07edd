#include "../include/CKernels.h"

#if defined(__aarch64__)
#define IMAGE_OF_BYTES 1
// SMULL multiplies signed activations.
#define IMAGE_IS_SHIFTED(layer) (!(layer)->signedActivations)
// Three vectors share a row's two broadcasts (LD1R), each of which occupies a pipe that could add. More rows
// would not leave registers for the products.
#define PANEL_VECTORS 3
#define TILE_MOST_ROWS 8
#define TILE_ROWS(nv) ((nv) == 3 ? 5 : (nv) == 2 ? 7 : 8)
#define DEPTH_UNROLL 1
#include "dot.h"
#include "requantize.h"
#include "../shared/product_int8.h"

const CKKernels *const ck_product_int8_neon = &product_kernels;
#else
const CKKernels *const ck_product_int8_neon = 0;
#endif
