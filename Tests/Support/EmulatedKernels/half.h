#pragma once
// What SIMDe 0.7.4 lacks for 16-bit floating-point numbers in AVX-512.

#include "bf16.h"
#include "emulation.h"
#include "fp16.h"

#if CK_EMULATED
#include <simde/x86/f16c.h>

EMULATED __m512i emulated_cvtepu16_epi32(__m256i x) {
    uint16_t from[16];
    uint32_t to[16];
    memcpy(from, &x, 32);
    for (int i = 0; i < 16; i++) to[i] = from[i];
    return _mm512_loadu_si512(to);
}
#define _mm512_cvtepu16_epi32 emulated_cvtepu16_epi32

EMULATED __m256i emulated_halves(const uint16_t *elements) {
    __m256i result;
    memcpy(&result, elements, 32);
    return result;
}

EMULATED __m256i emulated_cvtepi32_epi16(__m512i x) {
    uint32_t from[16];
    uint16_t to[16];
    memcpy(from, &x, 64);
    for (int i = 0; i < 16; i++) to[i] = (uint16_t)from[i];
    return emulated_halves(to);
}
#define _mm512_cvtepi32_epi16 emulated_cvtepi32_epi16
#define _mm256_mask_storeu_epi16(p, mask, x) emulated_mask_store(p, mask, &(x), 16, 2)

EMULATED __m512 emulated_cvtph_ps(__m256i x) {
    uint16_t from[16];
    float to[16];
    memcpy(from, &x, 32);
    for (int i = 0; i < 16; i++) to[i] = (float)emulated_half_widened(from[i]);
    return _mm512_loadu_ps(to);
}
#define _mm512_cvtph_ps emulated_cvtph_ps

/// To nearest, ties to even.
EMULATED __m256i emulated_cvtps_ph(__m512 x) {
    float from[16];
    uint16_t to[16];
    memcpy(from, &x, 64);
    for (int i = 0; i < 16; i++) to[i] = emulated_half_rounded(from[i]);
    return emulated_halves(to);
}
#define _mm512_cvtps_ph(x, rounding) emulated_cvtps_ph(x)

/// VDPBF16PS: the odd products before the even ones, by fused multiply-adds.
EMULATED __m512 emulated_dpbf16_ps(__m512 sums, __m512i a, __m512i b) {
    float sum[16];
    uint8_t x[64], w[64];
    memcpy(sum, &sums, 64);
    memcpy(x, &a, 64);
    memcpy(w, &b, 64);
    for (int i = 0; i < 16; i++) {
        sum[i] = emulated_flushed(sum[i]);
        for (int odd = 1; odd >= 0; odd--)
            sum[i] = emulated_flushed(
                fmaf(emulated_bf16(x + 4 * i + 2 * odd), emulated_bf16(w + 4 * i + 2 * odd), sum[i]));
    }
    return _mm512_loadu_ps(sum);
}

/// VCVTNEPS2BF16.
EMULATED __m256i emulated_cvtneps_pbh(__m512 x) {
    float from[16];
    uint16_t to[16];
    memcpy(from, &x, 64);
    for (int i = 0; i < 16; i++) {
        float flushed = emulated_flushed(from[i]);
        uint32_t bits;
        memcpy(&bits, &flushed, 4);
        to[i] = (uint16_t)((isnan(flushed) ? bits | 0x400000 : bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
    }
    return emulated_halves(to);
}

/// VFMADD231PH and its kin. Not inlined: in every place it takes several times as long to compile.
static __attribute__((noinline)) __m512i emulated_fmadd_ph(__m512i a, __m512i b, __m512i sums) {
    uint16_t x[32], w[32], sum[32];
    memcpy(x, &a, 64);
    memcpy(w, &b, 64);
    memcpy(sum, &sums, 64);
    for (int i = 0; i < 32; i++) sum[i] = emulated_half_fma(x[i], w[i], sum[i]);
    return _mm512_loadu_si512(sum);
}

EMULATED __m512i emulated_set1_ph(double x) {
    uint16_t bits = emulated_half_rounded(x);
    return _mm512_set1_epi32(bits | bits << 16);
}

#undef __m512h
#undef _mm512_setzero_ph
#undef _mm512_set1_ph
#undef _mm512_fmadd_ph
#undef _mm512_add_ph
#define __m512h __m512i
#define _Float16 double
#define _mm512_setzero_ph _mm512_setzero_si512
#define _mm512_set1_ph emulated_set1_ph
#define _mm512_fmadd_ph emulated_fmadd_ph
#define _mm512_add_ph(a, b) emulated_fmadd_ph(a, emulated_set1_ph(1), b)

#undef __m512bh
#define __m512bh __m512i
#undef _mm512_dpbf16_ps
#define _mm512_dpbf16_ps emulated_dpbf16_ps
#define _mm512_cvtneps_pbh emulated_cvtneps_pbh
#endif
