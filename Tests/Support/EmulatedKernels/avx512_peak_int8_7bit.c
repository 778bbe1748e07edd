#include "peak.h"

#define ck_peak_int8_7bit_avx512 ck_emulated_peak_int8_7bit_avx512
#include "../../../Sources/CKernels/avx512/peak_int8_7bit.c"
