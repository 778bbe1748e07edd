#include "emulation.h"

#define ck_gemv_int4_avxvnni ck_emulated_gemv_int4_avxvnni
#include "../../../Sources/CKernels/avxvnni/gemv_int4.c"
