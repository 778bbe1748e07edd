#include "half.h"

#define ck_depthwise_fp16_avx512 ck_emulated_depthwise_fp16_avx512
#include "../../../Sources/CKernels/avx512/depthwise_fp16.c"
