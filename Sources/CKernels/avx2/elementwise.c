#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

#include "../shared/elementwise.h"

TARGET_END
const CKElementwise *const ck_elementwise_avx2 = &elementwise;
#else
const CKElementwise *const ck_elementwise_avx2 = 0;
#endif
