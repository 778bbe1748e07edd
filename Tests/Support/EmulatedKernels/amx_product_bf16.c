#include "half.h"
#include "amx.h"

#define ck_product_bf16_amx ck_emulated_product_bf16_amx
#include "../../../Sources/CKernels/amx/product_bf16.c"
