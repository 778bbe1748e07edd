#include "../include/CKernels.h"

#if defined(__aarch64__)
#include "bf16.h"
#include "../shared/depthwise_half.h"

const CKKernels *const ck_depthwise_bf16_neon = &depthwise_kernels;
#else
const CKKernels *const ck_depthwise_bf16_neon = 0;
#endif
