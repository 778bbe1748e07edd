#include "../include/CKernels.h"

#if defined(__aarch64__)
#define PANEL_VECTORS 2
#define TILE_ROWS_MOST 8
#include "vector.h"
#include "../shared/gradients.h"

const CKGradients *const ck_gradients_neon = &gradients;
#else
const CKGradients *const ck_gradients_neon = 0;
#endif
