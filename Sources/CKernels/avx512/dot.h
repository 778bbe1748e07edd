// Sums of products of integers in AVX-512 without VNNI.

#include "vector.h"

/// sum + a·b over pairs of int16, exact.
INLINE vint vint_dot16(vint sum, vint a, vint b) { return vint_add(sum, _mm512_madd_epi16(a, b)); }
