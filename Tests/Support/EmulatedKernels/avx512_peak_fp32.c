#include "peak.h"

#define ck_peak_fp32_avx512 ck_emulated_peak_fp32_avx512
#include "../../../Sources/CKernels/avx512/peak_fp32.c"
