#include "half.h"

#define ck_conversion_fp16_avx512 ck_emulated_conversion_fp16_avx512
#include "../../../Sources/CKernels/avx512/conversion_fp16.c"
