#include "half.h"
#include "peak.h"

#define ck_peak_fp16_avx512fp16 ck_emulated_peak_fp16_avx512fp16
#include "../../../Sources/CKernels/avx512fp16/peak_fp16.c"
