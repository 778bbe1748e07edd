#include "half.h"
#include "peak.h"

#define ck_peak_bf16_avx512bf16 ck_emulated_peak_bf16_avx512bf16
#include "../../../Sources/CKernels/avx512bf16/peak_bf16.c"
