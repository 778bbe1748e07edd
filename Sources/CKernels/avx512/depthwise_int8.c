#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512)

#include "dot.h"
#include "requantize.h"
#include "../shared/depthwise_int8.h"

TARGET_END
const CKKernels *const ck_depthwise_int8_avx512 = &depthwise_kernels;
#else
const CKKernels *const ck_depthwise_int8_avx512 = 0;
#endif
