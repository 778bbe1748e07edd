#include "half.h"

#define ck_depthwise_bf16_avx512 ck_emulated_depthwise_bf16_avx512
#include "../../../Sources/CKernels/avx512/depthwise_bf16.c"
