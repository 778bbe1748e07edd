#pragma once
// AVX2, AVX-VNNI and AVX-512 by SIMDe, with what its version 0.7.4 lacks. Without SIMDe nothing is emulated:
// the tables are NULL.

#include "include/EmulatedKernels.h"

#if __has_include(<simde/x86/avx512.h>)

// Wide vectors pass between inlined functions only.
#pragma clang diagnostic ignored "-Wpsabi"

#define CK_EMULATED 1
// Unrolled, all that is emulated here takes 77 s of CPU to compile; as loops, 34 s.
#define UNROLLED
#define SIMDE_ENABLE_NATIVE_ALIASES
#if defined(__x86_64__)
// Newer compilers' own __m128bh, which this header declares, is not SIMDe's.
#include <emmintrin.h>
#define __m128bh emulated_m128bh
#endif
#include <math.h>
#include <simde/x86/avx512.h>
#include <simde/x86/fma.h>
#include <string.h>

#define EMULATED static inline __attribute__((always_inline))

EMULATED __m512 emulated_cvtepi32_ps(__m512i x) {
    int32_t from[16];
    float to[16];
    memcpy(from, &x, 64);
    for (int i = 0; i < 16; i++) to[i] = (float)from[i];
    __m512 result;
    memcpy(&result, to, 64);
    return result;
}
#define _mm512_cvtepi32_ps emulated_cvtepi32_ps

/// To nearest, ties to even; the kernels clamp before they convert.
EMULATED __m512i emulated_cvtps_epi32(__m512 x) {
    float from[16];
    int32_t to[16];
    memcpy(from, &x, 64);
    for (int i = 0; i < 16; i++) to[i] = (int32_t)lrintf(from[i]);
    __m512i result;
    memcpy(&result, to, 64);
    return result;
}
#define _mm512_cvtps_epi32 emulated_cvtps_epi32

EMULATED __m128i emulated_cvtepi32_epi8(__m512i x) {
    uint8_t from[64], to[16];
    memcpy(from, &x, 64);
    for (int i = 0; i < 16; i++) to[i] = from[4 * i];
    __m128i result;
    memcpy(&result, to, 16);
    return result;
}
#define _mm512_cvtepi32_epi8 emulated_cvtepi32_epi8

EMULATED void emulated_mask_store(void *to, uint64_t mask, const void *from, int lanes, size_t size) {
    for (int i = 0; i < lanes; i++)
        if (mask >> i & 1) memcpy((char *)to + i * size, (const char *)from + i * size, size);
}
#define _mm512_mask_storeu_ps(p, mask, x) emulated_mask_store(p, mask, &(x), 16, 4)
#define _mm_mask_storeu_epi8(p, mask, x) emulated_mask_store(p, mask, &(x), 16, 1)
#define _mm256_mask_storeu_epi8(p, mask, x) emulated_mask_store(p, mask, &(x), 32, 1)
#define __mmask16 uint16_t
#define __mmask32 uint32_t
#define __mmask64 uint64_t

EMULATED __m512i emulated_maskz_loadu_epi8(uint64_t mask, const void *p) {
    uint8_t bytes[64] = {0};
    for (int i = 0; i < 64; i++)
        if (mask >> i & 1) bytes[i] = ((const uint8_t *)p)[i];
    __m512i x;
    memcpy(&x, bytes, 64);
    return x;
}
#define _mm512_maskz_loadu_epi8 emulated_maskz_loadu_epi8

#undef _mm512_madd_epi16
#define _mm512_madd_epi16 simde_mm512_madd_epi16
#define _mm256_dpbusd_avx_epi32 simde_mm256_dpbusd_epi32
#define _mm256_dpwssd_avx_epi32 simde_mm256_dpwssd_epi32
#else
#define CK_EMULATED 0
#endif
