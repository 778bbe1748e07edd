// Sums of products of integers in AVX2.

#include "vector.h"

/// sum + a·b over pairs of int16: exact, as VPMADDUBSW on bytes is not (it saturates).
INLINE vint vint_dot16(vint sum, vint a, vint b) { return vint_add(sum, _mm256_madd_epi16(a, b)); }

/// sum + a·b over pairs of bytes, a of uint8 and b of int8, in int16: exact where nothing passes it.
INLINE vint vint_dot8_to16(vint sum, vint a, vint b) {
    sum = _mm256_add_epi16(sum, _mm256_maddubs_epi16(a, b));
    // In this very order: other orders of the additions need more registers than there are.
    __asm__("" : "+x"(sum));
    return sum;
}
