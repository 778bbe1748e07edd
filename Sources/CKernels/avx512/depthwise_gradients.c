#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512)

#include "vector.h"
#include "../shared/depthwise_gradients.h"

TARGET_END
const CKDepthwiseTraining *const ck_depthwise_training_avx512 = &depthwise_training;
#else
const CKDepthwiseTraining *const ck_depthwise_training_avx512 = 0;
#endif
