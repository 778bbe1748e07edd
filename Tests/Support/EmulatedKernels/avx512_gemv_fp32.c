#include "emulation.h"

#define ck_gemv_fp32_avx512 ck_emulated_gemv_fp32_avx512
#include "../../../Sources/CKernels/avx512/gemv_fp32.c"
