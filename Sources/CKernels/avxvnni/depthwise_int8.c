#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2 ",avxvnni")

#include "dot.h"
#include "../avx2/requantize.h"
#include "../shared/depthwise_int8.h"

TARGET_END
const CKKernels *const ck_depthwise_int8_avxvnni = &depthwise_kernels;
#else
const CKKernels *const ck_depthwise_int8_avxvnni = 0;
#endif
