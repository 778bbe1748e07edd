// Requantisation in NEON: clamp(round(Float(sum)·multiplier) + zero), to nearest, ties to even.
//
// FCVTNS and SQXTN saturate, so the bounds, which are integers, may be taken last: in int16, where two
// vectors are one.

#include "bytes.h"

typedef struct {
    int16x8_t zero, low, high;
} requantizer;

/// Bounds relative to the zero point.
INLINE requantizer requantizer_make(float low, float high, int32_t zero) {
    return (requantizer){
        vdupq_n_s16((int16_t)zero), vdupq_n_s16((int16_t)(low + (float)zero)),
        vdupq_n_s16((int16_t)(high + (float)zero))};
}

INLINE int16x4_t requantize_round(vint sum, const char *multipliers) {
    return vqmovn_s32(vcvtnq_s32_f32(vmulq_f32(vcvtq_f32_s32(sum), vfloat_load(multipliers))));
}

/// Stores the first `count` of the 8 bytes of two vectors.
INLINE void requantize_store_two(
    uint8_t *p, const requantizer *r, vint a, vint b, const char *multipliersA, const char *multipliersB,
    int64_t count)
{
    int16x8_t words = vcombine_s16(requantize_round(a, multipliersA), requantize_round(b, multipliersB));
    words = vminq_s16(vmaxq_s16(vqaddq_s16(words, r->zero), r->low), r->high);
    bytes_store(p, vreinterpret_u8_s8(vmovn_s16(words)), count);
}

/// Stores `nv` vectors as bytes, of the last one the first `lastLanes`; below 1 there are so many fewer of the one
/// before it.
INLINE void requantize_store(
    uint8_t *p, const requantizer *r, const vint *sums, const char *multipliers, const int nv,
    int64_t lastLanes)
{
    int64_t last = lastLanes < LANES ? lastLanes : LANES;
    UNROLLED for (int v = 0; v < nv; v += 2) {
        const int second = v + 1 < nv ? v + 1 : v;
        requantize_store_two(
            p + v * LANES, r, sums[v], sums[second], multipliers + v * LANES * 4,
            multipliers + second * LANES * 4, v + 2 < nv ? 2 * LANES : (second - v) * LANES + last);
    }
}
