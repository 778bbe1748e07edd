#include "emulation.h"

#define ck_product_int8_avxvnni ck_emulated_product_int8_avxvnni
#include "../../../Sources/CKernels/avxvnni/product_int8.c"
