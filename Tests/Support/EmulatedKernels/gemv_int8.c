#include "include/EmulatedKernels.h"

#if __has_include(<simde/x86/avx512.h>)
#include "emulation.h"

#define ck_gemv_int8_avx512vnni ck_emulated_gemv_int8_avx512vnni
#include "../../../Sources/CKernels/avx512/gemv_int8.c"
#else
const CKKernels *const ck_emulated_gemv_int8_avx512vnni = 0;
#endif
