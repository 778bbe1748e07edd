#include "half.h"

#define ck_conversion_bf16_avx512 ck_emulated_conversion_bf16_avx512
#include "../../../Sources/CKernels/avx512/conversion_bf16.c"
