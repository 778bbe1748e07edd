#include "emulation.h"

#define ck_depthwise_fp32_avx512 ck_emulated_depthwise_fp32_avx512
#include "../../../Sources/CKernels/avx512/depthwise_fp32.c"
