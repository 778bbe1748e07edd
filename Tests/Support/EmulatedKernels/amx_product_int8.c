#include "emulation.h"
#include "amx.h"

#define ck_product_int8_amx ck_emulated_product_int8_amx
#include "../../../Sources/CKernels/amx/product_int8.c"
