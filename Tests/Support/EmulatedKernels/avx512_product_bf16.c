#include "half.h"

#define ck_product_bf16_avx512 ck_emulated_product_bf16_avx512
#include "../../../Sources/CKernels/avx512/product_bf16.c"
