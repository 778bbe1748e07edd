#pragma once
// One FP16 number, in F16C, which AVX-512 includes.

INLINE float half_widen(uint16_t bits) { return _mm_cvtss_f32(_mm_cvtph_ps(_mm_cvtsi32_si128(bits))); }
