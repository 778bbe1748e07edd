// Sums of products of integers in AVX-VNNI: the VEX encodings, for processors without AVX-512.

#include "../avx2/vector.h"

/// sum + a·b over pairs of int16, exact.
INLINE vint vint_dot16(vint sum, vint a, vint b) { return _mm256_dpwssd_avx_epi32(sum, a, b); }

/// sum + a·b over groups of four, a of uint8 and b of int8, exact.
INLINE vint vint_dot8(vint sum, vint a, vint b) { return _mm256_dpbusd_avx_epi32(sum, a, b); }
