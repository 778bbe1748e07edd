// Sums of products of bytes in AVX2 for weights of seven bits.

#include "vector.h"

/// sum + a·b over groups of four, a of uint8 and b of int8. VPMADDUBSW saturates: exact for weights within
/// −64 ... 64, as 2·255·64 = 32,640 is the most that a pair can be. On Zen 3 it multiplies 1.25 times as
/// fast as the exact way for eight bits: an addition of 32 products, where VPMADDWD needs one of 16.
INLINE vint vint_dot8(vint sum, vint a, vint b) {
    return vint_add(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(a, b), _mm256_set1_epi16(1)));
}
