#include "../include/CKernels.h"

#if defined(__x86_64__) || defined(CK_EMULATED)
#if !defined(CK_EMULATED)
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni"))), apply_to = function)
#endif

#define IMAGE_OF_BYTES 1
// VPDPBUSD multiplies unsigned activations.
#define IMAGE_IS_SHIFTED(layer) ((layer)->signedActivations)
#define PANEL_VECTORS 3
#define TILE_MOST_ROWS 8
#define TILE_ROWS(nv) 8
#define DEPTH_UNROLL 1
#include "requantize.h"
typedef vint word;
INLINE word word_broadcast(const void *p) { return vint_broadcast(p); }
#include "../shared/product_int8.h"

#if !defined(CK_EMULATED)
#pragma clang attribute pop
#endif
const CKKernels *const ck_product_int8_avx512vnni = &product_kernels;
#else
const CKKernels *const ck_product_int8_avx512vnni = 0;
#endif
