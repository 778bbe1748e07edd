#include "emulation.h"

#define ck_product_int4_avxvnni ck_emulated_product_int4_avxvnni
#include "../../../Sources/CKernels/avxvnni/product_int4.c"
