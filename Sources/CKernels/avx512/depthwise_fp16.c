#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512)

#include "fp16.h"
#include "../shared/depthwise_half.h"

TARGET_END
const CKKernels *const ck_depthwise_fp16_avx512 = &depthwise_kernels;
#else
const CKKernels *const ck_depthwise_fp16_avx512 = 0;
#endif
