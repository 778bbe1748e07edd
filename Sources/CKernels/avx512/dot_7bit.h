// Sums of products of bytes in AVX-512 without VNNI for weights of seven bits: as in AVX2 (avx2/dot_7bit.h).

#include "vector.h"

/// sum + a·b over groups of four, a of uint8 and b of int8 within −64 ... 64.
INLINE vint vint_dot8(vint sum, vint a, vint b) {
    return vint_add(sum, _mm512_madd_epi16(_mm512_maddubs_epi16(a, b), _mm512_set1_epi16(1)));
}
