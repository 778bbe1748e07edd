#include "emulation.h"

#define ck_depthwise_int8_avx512vnni ck_emulated_depthwise_int8_avx512vnni
#include "../../../Sources/CKernels/avx512vnni/depthwise_int8.c"
