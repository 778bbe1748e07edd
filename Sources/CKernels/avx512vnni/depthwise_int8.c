#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512 ",avx512vnni")

#include "dot.h"
#include "../avx512/requantize.h"
#include "../shared/depthwise_int8.h"

TARGET_END
const CKKernels *const ck_depthwise_int8_avx512vnni = &depthwise_kernels;
#else
const CKKernels *const ck_depthwise_int8_avx512vnni = 0;
#endif
