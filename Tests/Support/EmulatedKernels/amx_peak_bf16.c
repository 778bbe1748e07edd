#include "emulation.h"
#include "amx.h"

#define ck_peak_bf16_amx ck_emulated_peak_bf16_amx
#include "../../../Sources/CKernels/amx/peak_bf16.c"
