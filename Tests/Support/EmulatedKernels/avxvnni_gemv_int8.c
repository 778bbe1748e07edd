#include "emulation.h"

#define ck_gemv_int8_avxvnni ck_emulated_gemv_int8_avxvnni
#include "../../../Sources/CKernels/avxvnni/gemv_int8.c"
