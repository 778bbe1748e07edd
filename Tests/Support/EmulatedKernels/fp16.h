#pragma once
// FP16 numbers and their arithmetic as AVX512-FP16 has it: rounded once, to nearest, ties to even; subnormal numbers
// count (Intel, AVX512-FP16 Architecture Specification, section 3.5).

#include <math.h>
#include <stdint.h>
#include <string.h>

static inline double emulated_half_widened(uint16_t bits) {
    int exponent = bits >> 10 & 31, fraction = bits & 1023;
    // 2^(exponent − 25), from its bits.
    uint64_t scaleBits = (uint64_t)((exponent ? exponent : 1) - 25 + 1023) << 52;
    double scale;
    memcpy(&scale, &scaleBits, 8);
    double size = exponent == 31 ? (fraction ? NAN : INFINITY) : (exponent ? fraction + 1024 : fraction) * scale;
    return bits & 0x8000 ? -size : size;
}

static inline uint16_t emulated_half_rounded(double x) {
    uint16_t sign = signbit(x) ? 0x8000 : 0;
    double size = fabs(x);
    if (isnan(x)) return sign | 0x7E00;
    if (size >= 65520) return sign | 0x7C00;
    uint64_t bits;
    memcpy(&bits, &size, 8);
    int exponent = size < 0x1p-14 ? -14 : (int)(bits >> 52) - 1023;
    // Steps are 2^(exponent − 10): the sum with 1.5·2^52 of them has just these bits.
    uint64_t roundingBits = (uint64_t)(exponent + 42 + 1023) << 52 | 1ull << 51;
    double rounding;
    memcpy(&rounding, &roundingBits, 8);
    double sum = size + rounding;
    memcpy(&bits, &sum, 8);
    int64_t steps = (int64_t)(bits - roundingBits);
    // A carry goes into the exponent.
    return (uint16_t)(sign | (((exponent + 14) << 10) + steps));
}

/// a·b + c. The product is exact in FP64; of their sum, what falls away beyond it still decides ties: the last bit is
/// made odd (Boldo and Melquiond, "Emulation of a FMA and Correctly Rounded Sums", IEEE Trans. Computers 57(4), 2008).
static inline uint16_t emulated_half_fma(uint16_t a, uint16_t b, uint16_t c) {
    double product = emulated_half_widened(a) * emulated_half_widened(b), addend = emulated_half_widened(c);
    double sum = product + addend, part = sum - product;
    double error = (product - (sum - part)) + (addend - part);
    if (error != 0 && isfinite(sum)) {
        int64_t bits;
        memcpy(&bits, &sum, 8);
        if (bits % 2 == 0) bits += (error > 0) == (sum > 0) ? 1 : -1;
        memcpy(&sum, &bits, 8);
    }
    return emulated_half_rounded(sum);
}
