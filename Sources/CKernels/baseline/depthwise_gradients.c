#include "vector.h"
#include "../shared/depthwise_gradients.h"

const CKDepthwiseTraining *const ck_depthwise_training_baseline = &depthwise_training;
