#include "../include/CKernels.h"

#if defined(__aarch64__)
#include "vector.h"
#include "../shared/depthwise_fp32.h"

const CKKernels *const ck_depthwise_fp32_neon = &depthwise_kernels;
#else
const CKKernels *const ck_depthwise_fp32_neon = 0;
#endif
