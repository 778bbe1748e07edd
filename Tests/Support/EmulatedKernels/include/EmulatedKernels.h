#pragma once
// The AVX-512 kernels, compiled from the very same sources against SIMDe's portable implementation of
// the intrinsics (Debian: libsimde-dev), so that any machine can hold them against the oracles. NULL
// without SIMDe.

#include "CKernels.h"

extern const CKKernels *const ck_emulated_product_fp32_avx512, *const ck_emulated_depthwise_fp32_avx512;
extern const CKKernels *const ck_emulated_gemv_fp32_avx512, *const ck_emulated_gemv_int8_avx512vnni;
extern const CKKernels *const ck_emulated_product_int8_avx512vnni;
extern const CKKernels *const ck_emulated_depthwise_int8_avx512vnni;
