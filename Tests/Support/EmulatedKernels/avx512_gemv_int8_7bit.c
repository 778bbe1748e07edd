#include "emulation.h"

#define ck_gemv_int8_7bit_avx512 ck_emulated_gemv_int8_7bit_avx512
#include "../../../Sources/CKernels/avx512/gemv_int8_7bit.c"
