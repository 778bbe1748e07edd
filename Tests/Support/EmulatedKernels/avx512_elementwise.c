#include "emulation.h"

#define ck_elementwise_avx512 ck_emulated_elementwise_avx512
#include "../../../Sources/CKernels/avx512/elementwise.c"
