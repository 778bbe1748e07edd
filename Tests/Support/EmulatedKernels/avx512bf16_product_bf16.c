#include "half.h"

#define ck_product_bf16_avx512bf16 ck_emulated_product_bf16_avx512bf16
#include "../../../Sources/CKernels/avx512bf16/product_bf16.c"
