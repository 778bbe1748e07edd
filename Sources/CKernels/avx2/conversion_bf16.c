#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

#include "bf16.h"
#include "../shared/conversion_half.h"

TARGET_END
const CKConversion *const ck_conversion_bf16_avx2 = &conversion;
#else
const CKConversion *const ck_conversion_bf16_avx2 = 0;
#endif
