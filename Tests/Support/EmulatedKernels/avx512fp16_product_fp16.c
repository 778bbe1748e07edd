#include "half.h"

#define ck_product_fp16_avx512fp16 ck_emulated_product_fp16_avx512fp16
#include "../../../Sources/CKernels/avx512fp16/product_fp16.c"
