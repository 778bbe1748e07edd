#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512 ",amx-tile,amx-int8")

#define IMAGE_OF_BYTES 1
#define IMAGE_IS_SHIFTED(layer) 0
#define TILES_MAY_OVERLAP 1
#define HEADER 2
#include "dot_int8.h"
#include "../avx512/requantize.h"
#include "../shared/int8.h"

INLINE int image_is_direct(const CKLayer *l) { return 1; }
INLINE int tile_mode(const CKLayer *l) { return l->signedActivations != 0; }

INLINE void header_pack(
    const CKLayer *l, void *header, int64_t columns, const void *weights, const void *bias,
    const float *multipliers)
{
    int64_t n = l->outputChannels, depth = l->kernelHeight * l->kernelWidth * l->inputChannels;
    correct_biases(l, header, depth, 0, n, weights, bias);
    memcpy((float *)header + columns, multipliers, (size_t)n * 4);
}

INLINE void row_store(
    const finisher *f, const void *sums, const char *header, int64_t columnTiles, const int columns,
    uint8_t *output, int64_t lastLanes)
{
    vint row[2] = {vint_load(sums)};
    if (columns == 2) row[1] = vint_load((const int32_t *)sums + TILE_COLUMNS);
    requantize_store(output, f, row, header + columnTiles * TILE_COLUMNS * 4, columns, lastLanes);
}

#include "product.h"

TARGET_END
const CKKernels *const ck_product_int8_amx = &amx_kernels;
#else
const CKKernels *const ck_product_int8_amx = 0;
#endif
