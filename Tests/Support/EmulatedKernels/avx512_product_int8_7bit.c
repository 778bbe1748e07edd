#include "emulation.h"

#define ck_product_int8_7bit_avx512 ck_emulated_product_int8_7bit_avx512
#include "../../../Sources/CKernels/avx512/product_int8_7bit.c"
