#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512 ",avx512bf16,amx-tile,amx-bf16")

// An infinity that is multiplied again, with 0, is no number.
#define TILES_MAY_OVERLAP 0
#define HEADER 1
#include "dot_bf16.h"
#include "../avx512bf16/dot.h"
#include "../shared/image_half.h"

INLINE int tile_mode(const CKLayer *l) { return 0; }

INLINE void header_pack(
    const CKLayer *l, void *header, int64_t columns, const void *weights, const void *bias,
    const float *multipliers)
{
    memcpy(header, bias, (size_t)l->outputChannels * 4);
}

INLINE void row_store(
    const finisher *f, const void *sums, const char *header, int64_t columnTiles, const int columns,
    uint16_t *output, int64_t lastLanes)
{
    UNROLLED for (int c = 0; c < columns; c++) {
        vfloat x = vfloat_load((const float *)sums + c * TILE_COLUMNS);
        output_store(
            output + c * TILE_COLUMNS, vfloat_clamp(x, f->low, f->high), c == columns - 1 ? lastLanes : LANES);
    }
}

#include "product.h"

TARGET_END
const CKKernels *const ck_product_bf16_amx = &amx_kernels;
#else
const CKKernels *const ck_product_bf16_amx = 0;
#endif
