#include "../include/CKernels.h"

#if defined(__aarch64__)
#include "vector.h"
#include "../shared/depthwise_gradients.h"

const CKDepthwiseTraining *const ck_depthwise_training_neon = &depthwise_training;
#else
const CKDepthwiseTraining *const ck_depthwise_training_neon = 0;
#endif
