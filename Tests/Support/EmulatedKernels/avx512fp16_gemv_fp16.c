#include "half.h"

#define ck_gemv_fp16_avx512fp16 ck_emulated_gemv_fp16_avx512fp16
#include "../../../Sources/CKernels/avx512fp16/gemv_fp16.c"
