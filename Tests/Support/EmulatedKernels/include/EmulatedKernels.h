#pragma once
// Kernels for what few machines have, compiled from the very same sources against SIMDe's portable
// implementation of the intrinsics (Debian: libsimde-dev), so that any machine can hold them against the
// oracles. NULL without SIMDe.

#include "CKernels.h"

extern const CKKernels *const ck_emulated_product_bf16_avx512, *const ck_emulated_gemv_bf16_avx512;
extern const CKKernels *const ck_emulated_product_fp16_avx512, *const ck_emulated_gemv_fp16_avx512;
extern const CKKernels *const ck_emulated_depthwise_bf16_avx512, *const ck_emulated_depthwise_fp16_avx512;
extern const CKKernels *const ck_emulated_product_bf16_avx512bf16, *const ck_emulated_gemv_bf16_avx512bf16;
extern const CKKernels *const ck_emulated_product_fp16_avx512fp16, *const ck_emulated_gemv_fp16_avx512fp16;
extern const CKConversion *const ck_emulated_conversion_avx512;
extern const CKElementwise *const ck_emulated_elementwise_avx512;
extern const CKConversion *const ck_emulated_conversion_bf16_avx512, *const ck_emulated_conversion_fp16_avx512;
extern const CKKernels *const ck_emulated_product_fp32_avx512, *const ck_emulated_depthwise_fp32_avx512;
extern const CKKernels *const ck_emulated_transposed_fp32_avx512;
extern const CKGradients *const ck_emulated_gradients_avx512;
extern const CKDepthwiseTraining *const ck_emulated_depthwise_training_avx512;
extern const CKSparse *const ck_emulated_sparse_avx512;
extern const CKSelection *const ck_emulated_selection_avx512;
extern const CKCompression *const ck_emulated_compression_avx512;
extern const CKKernels *const ck_emulated_gemv_fp32_avx512, *const ck_emulated_gemv_int8_avx512vnni;
extern const CKKernels *const ck_emulated_gemv_int8_avxvnni;
extern const CKKernels *const ck_emulated_product_int8_avxvnni, *const ck_emulated_depthwise_int8_avxvnni;
extern const CKKernels *const ck_emulated_product_int8_avx512, *const ck_emulated_depthwise_int8_avx512;
extern const CKKernels *const ck_emulated_gemv_int8_avx512;
extern const CKKernels *const ck_emulated_product_int8_7bit_avx512, *const ck_emulated_gemv_int8_7bit_avx512;
extern const CKKernels *const ck_emulated_product_int8_avx512vnni;
extern const CKKernels *const ck_emulated_depthwise_int8_avx512vnni;
extern const CKKernels *const ck_emulated_product_int8_amx, *const ck_emulated_product_bf16_amx;
extern const CKKernels *const ck_emulated_product_int4_avxvnni, *const ck_emulated_product_int4_avx512vnni;
extern const CKKernels *const ck_emulated_gemv_int4_avxvnni, *const ck_emulated_gemv_int4_avx512vnni;

/// Mistakes in the use of AMX's tiles; what the emulation says of each, NULL where it says nothing.
extern const int ck_emulated_amx_misuses;
const char *ck_emulated_amx_misuse(int index);

extern const CKPeakLoop *const ck_emulated_peak_fp32_avx512, *const ck_emulated_peak_int8_avx512;
extern const CKPeakLoop *const ck_emulated_peak_int8_7bit_avx512;
extern const CKPeakLoop *const ck_emulated_peak_int8_avxvnni, *const ck_emulated_peak_int8_avx512vnni;
extern const CKPeakLoop *const ck_emulated_peak_bf16_avx512bf16, *const ck_emulated_peak_fp16_avx512fp16;
extern const CKPeakLoop *const ck_emulated_peak_int8_amx, *const ck_emulated_peak_bf16_amx;

/// TDPBF16PS as emulated: the sum and so many pairs of products, of BF16.
float ck_emulated_tile_dpbf16ps(float sum, const uint16_t *a, const uint16_t *b, int pairs);

/// a·b + c in FP16, as the emulation of AVX512-FP16 computes it.
uint16_t ck_emulated_half_fma(uint16_t a, uint16_t b, uint16_t c);

/// Kernels in AVX512-FP16 with a mistake: all of K in one chain; chains that overflow unnoticed.
extern const CKKernels *const ck_emulated_product_fp16_endless, *const ck_emulated_product_fp16_unmended;

/// Sixteen lanes on any machine, with or without SIMDe.
extern const CKBandwidthLoop *const ck_emulated_bandwidth_avx512;
