#include "emulation.h"
#include "amx.h"

#define ck_peak_int8_amx ck_emulated_peak_int8_amx
#include "../../../Sources/CKernels/amx/peak_int8.c"
