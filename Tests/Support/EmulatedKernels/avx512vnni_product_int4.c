#include "emulation.h"

#define ck_product_int4_avx512vnni ck_emulated_product_int4_avx512vnni
#include "../../../Sources/CKernels/avx512vnni/product_int4.c"
