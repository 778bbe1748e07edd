#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512)

#define PANEL_VECTORS 3
#define TILE_ROWS_MOST 8
#include "vector.h"
#include "../shared/gradients.h"

TARGET_END
const CKGradients *const ck_gradients_avx512 = &gradients;
#else
const CKGradients *const ck_gradients_avx512 = 0;
#endif
