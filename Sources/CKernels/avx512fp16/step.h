// Steps in AVX512-FP16. An FP16 sum over all of K would be too coarse, and FP16 ends at 65,504: short chains are
// summed in FP16, the even and the odd numbers apart, then together; FP32 takes up the chains' sums.
// Of products of uniform random numbers, K = 2,048, the output then has an SQNR of 63 dB, where sums in FP32 have
// 74 dB, and in FP16 alone 47 dB; with K = 128 it is 63, 74 and 58 dB.
//
// A chain that passes 65,504 makes its sum infinite or no number. Such tiles are computed again in FP32, so that an
// output overflows where it would with sums in FP32, and nowhere else.

#define CHAIN_NUMBERS CK_FP16_CHAIN
// A chain does not wait for the one before it.
#define TILE_SETS(chains) 1

typedef __m512h chain;

INLINE chain chain_start(vfloat sum) { return _mm512_setzero_ph(); }
INLINE vfloat chain_end(vfloat sum, chain c) {
    chain both = _mm512_add_ph(c, (chain)_mm512_srli_epi32((vint)c, 16));
    return vfloat_add(sum, vhalf_widen((vint)both, 0));
}

#include "../shared/step_half.h"

/// The tile's sums in FP32 alone.
static __attribute__((noinline)) void sums_compute(
    int rows, int nv, const Depth *depth, const char *const *a, const char *panel, vfloat (*sums)[PANEL_VECTORS])
{
    for (int r = 0; r < rows; r++)
        for (int v = 0; v < nv; v++) {
            sums[r][v] = accumulator_start(panel, v);
            const char *w = panel + (HEADER * nv + v) * VECTOR_BYTES;
            for (int64_t s = 0; s < depth->segments; s++, w += nv * packed_bytes(depth->words))
                for (int64_t k = 0; k < depth->words; k++) {
                    uint16_t x;
                    memcpy(&x, a[r] + s * depth->segmentBytes + 2 * k, 2);
                    vfloat weights = vhalf_widen(vint_load(w + k / 2 * nv * WEIGHT_BYTES), k % 2);
                    sums[r][v] = vfloat_fma(vfloat_set(half_widen(x)), weights, sums[r][v]);
                }
        }
}

#define SUMS_MEND
INLINE void sums_mend(
    const int rows, const int nv, const Depth *depth, const char *const *a, const char *panel,
    vfloat (*sums)[PANEL_VECTORS])
{
    // 0 times what is not finite is no number.
    vfloat check = vfloat_zero();
    UNROLLED for (int r = 0; r < rows; r++)
        UNROLLED for (int v = 0; v < nv; v++) check = vfloat_fma(sums[r][v], vfloat_zero(), check);
    if (_mm512_cmp_ps_mask(check, check, _CMP_UNORD_Q) == 0) return;
    // The sums themselves stay in registers: their address is not given away.
    vfloat computed[TILE_MOST_ROWS][PANEL_VECTORS];
    sums_compute(rows, nv, depth, a, panel, computed);
    UNROLLED for (int r = 0; r < rows; r++)
        UNROLLED for (int v = 0; v < nv; v++) sums[r][v] = computed[r][v];
}
