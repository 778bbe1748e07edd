#include "emulation.h"

#define ck_depthwise_int8_avx512 ck_emulated_depthwise_int8_avx512
#include "../../../Sources/CKernels/avx512/depthwise_int8.c"
