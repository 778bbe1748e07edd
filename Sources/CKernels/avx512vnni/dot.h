// Sums of products of integers in AVX-512 VNNI.

#include "../avx512/vector.h"

/// sum + a·b over pairs of int16, exact.
INLINE vint vint_dot16(vint sum, vint a, vint b) { return _mm512_dpwssd_epi32(sum, a, b); }

/// sum + a·b over groups of four, a of uint8 and b of int8, exact.
INLINE vint vint_dot8(vint sum, vint a, vint b) { return _mm512_dpbusd_epi32(sum, a, b); }
