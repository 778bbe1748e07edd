#include "emulation.h"

#define ck_depthwise_training_avx512 ck_emulated_depthwise_training_avx512
#include "../../../Sources/CKernels/avx512/depthwise_gradients.c"
