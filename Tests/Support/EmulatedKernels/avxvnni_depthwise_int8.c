#include "emulation.h"

#define ck_depthwise_int8_avxvnni ck_emulated_depthwise_int8_avxvnni
#include "../../../Sources/CKernels/avxvnni/depthwise_int8.c"
