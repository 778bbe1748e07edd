#include "half.h"

#define ck_gemv_bf16_avx512bf16 ck_emulated_gemv_bf16_avx512bf16
#include "../../../Sources/CKernels/avx512bf16/gemv_bf16.c"
