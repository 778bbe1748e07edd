#include "half.h"

#define ck_product_fp16_avx512 ck_emulated_product_fp16_avx512
#include "../../../Sources/CKernels/avx512/product_fp16.c"
