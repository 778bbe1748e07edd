#include "../include/CKernels.h"

#if defined(__aarch64__)
#include "fp16.h"
#include "../shared/depthwise_half.h"

const CKKernels *const ck_depthwise_fp16_neon = &depthwise_kernels;
#else
const CKKernels *const ck_depthwise_fp16_neon = 0;
#endif
