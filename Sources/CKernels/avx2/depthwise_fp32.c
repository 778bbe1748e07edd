#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

#include "vector.h"
#include "../shared/depthwise_fp32.h"

TARGET_END
const CKKernels *const ck_depthwise_fp32_avx2 = &depthwise_kernels;
#else
const CKKernels *const ck_depthwise_fp32_avx2 = 0;
#endif
