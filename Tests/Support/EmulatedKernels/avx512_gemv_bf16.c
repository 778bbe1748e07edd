#include "half.h"

#define ck_gemv_bf16_avx512 ck_emulated_gemv_bf16_avx512
#include "../../../Sources/CKernels/avx512/gemv_bf16.c"
