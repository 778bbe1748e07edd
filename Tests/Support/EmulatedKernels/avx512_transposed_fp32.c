#include "emulation.h"

#define ck_transposed_fp32_avx512 ck_emulated_transposed_fp32_avx512
#include "../../../Sources/CKernels/avx512/transposed_fp32.c"
