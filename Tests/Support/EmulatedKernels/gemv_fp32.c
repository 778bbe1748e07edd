#include "include/EmulatedKernels.h"

#if __has_include(<simde/x86/avx512.h>)
#include "emulation.h"

#define ck_gemv_fp32_avx512 ck_emulated_gemv_fp32_avx512
#include "../../../Sources/CKernels/avx512/gemv_fp32.c"
#else
const CKKernels *const ck_emulated_gemv_fp32_avx512 = 0;
#endif
