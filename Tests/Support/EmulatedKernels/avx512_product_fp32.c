#include "emulation.h"

#define ck_product_fp32_avx512 ck_emulated_product_fp32_avx512
#include "../../../Sources/CKernels/avx512/product_fp32.c"
