#include "peak.h"

#define ck_peak_int8_avx512vnni ck_emulated_peak_int8_avx512vnni
#include "../../../Sources/CKernels/avx512vnni/peak_int8.c"
