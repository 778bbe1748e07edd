#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512)

#include "bf16.h"
#include "../shared/conversion_half.h"

TARGET_END
const CKConversion *const ck_conversion_bf16_avx512 = &conversion;
#else
const CKConversion *const ck_conversion_bf16_avx512 = 0;
#endif
