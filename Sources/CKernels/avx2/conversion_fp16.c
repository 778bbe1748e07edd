#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2 ",f16c")

#include "fp16.h"
#include "../shared/conversion_half.h"

TARGET_END
const CKConversion *const ck_conversion_fp16_avx2 = &conversion;
#else
const CKConversion *const ck_conversion_fp16_avx2 = 0;
#endif
