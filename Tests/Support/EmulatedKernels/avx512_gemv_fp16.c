#include "half.h"

#define ck_gemv_fp16_avx512 ck_emulated_gemv_fp16_avx512
#include "../../../Sources/CKernels/avx512/gemv_fp16.c"
