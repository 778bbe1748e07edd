#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

#define PANEL_VECTORS 2
#define TILE_ROWS_MOST 6
#include "vector.h"
#include "../shared/gradients.h"

TARGET_END
const CKGradients *const ck_gradients_avx2 = &gradients;
#else
const CKGradients *const ck_gradients_avx2 = 0;
#endif
