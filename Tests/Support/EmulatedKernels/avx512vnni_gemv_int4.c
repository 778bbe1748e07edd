#include "emulation.h"

#define ck_gemv_int4_avx512vnni ck_emulated_gemv_int4_avx512vnni
#include "../../../Sources/CKernels/avx512vnni/gemv_int4.c"
