#include "emulation.h"

#define ck_gradients_avx512 ck_emulated_gradients_avx512
#include "../../../Sources/CKernels/avx512/gradients.c"
