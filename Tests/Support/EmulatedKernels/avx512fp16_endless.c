// A mistake: one chain in FP16 for all of K.

#include "half.h"

#undef CK_FP16_CHAIN
#define CK_FP16_CHAIN 8192
#define ck_product_fp16_avx512fp16 ck_emulated_product_fp16_endless
#include "../../../Sources/CKernels/avx512fp16/product_fp16.c"
