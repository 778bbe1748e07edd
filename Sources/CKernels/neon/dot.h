// Products of bytes in baseline NEON.
//
// A vector of weights holds, for each of four columns, the first two weights of a word, then the other two.
// SMULL and SMLAL2 leave the sum of two products in int16, exactly: 2·128·127 = 32,512, as weights of −128
// do not exist; SADALP adds neighbours to the int32 sums. Sixteen products take three instructions, where
// SMLAL on int16 would take four, and cores whose multiplier is in one of two pipes (Cortex-A76, Neoverse N1)
// add in the other meanwhile.

#include "vector.h"

#define WORD_IS_SPECIAL

/// A word of four activations: its first two in all lanes, and the other two.
typedef struct {
    int8x16_t first, second;
} word;

INLINE word word_broadcast(const void *p) {
    int16_t pairs[2];
    memcpy(pairs, p, 4);
    return (word){
        vreinterpretq_s8_s16(vdupq_n_s16(pairs[0])), vreinterpretq_s8_s16(vdupq_n_s16(pairs[1]))};
}

#define PACKED_PLACE(lane, g) ((lane) / 4 * 16 + (g) / 2 * 8 + (lane) % 4 * 2 + (g) % 2)

INLINE vint vint_dot8(vint sum, word x, vint weights) {
    int8x16_t w = vreinterpretq_s8_s32(weights);
    int16x8_t pairs = vmull_s8(vget_low_s8(w), vget_low_s8(x.first));
    return vpadalq_s16(sum, vmlal_high_s8(pairs, w, x.second));
}
