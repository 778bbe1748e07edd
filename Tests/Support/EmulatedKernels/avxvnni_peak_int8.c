#include "peak.h"

#define ck_peak_int8_avxvnni ck_emulated_peak_int8_avxvnni
#include "../../../Sources/CKernels/avxvnni/peak_int8.c"
