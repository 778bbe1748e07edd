#include "../include/CKernels.h"

#if defined(__x86_64__) || defined(CK_EMULATED)
#if !defined(CK_EMULATED)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)
#endif

#define PANEL_VECTORS 3
#define TILE_MOST_ROWS 8
#define TILE_ROWS(nv) 8
#define DEPTH_UNROLL 1
#include "vector.h"
#include "../shared/product_fp32.h"

#if !defined(CK_EMULATED)
#pragma clang attribute pop
#endif
const CKKernels *const ck_product_fp32_avx512 = &product_kernels;
#else
const CKKernels *const ck_product_fp32_avx512 = 0;
#endif
