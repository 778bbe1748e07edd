// Sums of products of integers in AVX2.

#include "vector.h"

/// sum + a·b over pairs of int16: exact, as VPMADDUBSW on bytes is not (it saturates).
INLINE vint vint_dot16(vint sum, vint a, vint b) { return vint_add(sum, _mm256_madd_epi16(a, b)); }
