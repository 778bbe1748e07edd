// What codecs of gradients are made of, in plain C and vectors of fixed width, which the compiler cuts to the instruction set's.

#include "../include/CKernels.h"
#include <string.h>

/// Each operation rounds on its own, so that all instruction sets agree bit by bit.
#pragma clang fp contract(off)

/// Over elements that depend on nothing of each other.
#define EACH(i, count) _Pragma("clang loop vectorize(assume_safety)") for (int64_t i = 0; i < count; i++)
#define COMPRESSION_INLINE static inline __attribute__((always_inline))

// Vectors wider than the instruction set's are handed over between functions of this file alone.
#pragma clang diagnostic ignored "-Wpsabi"

COMPRESSION_INLINE uint32_t float_bits(float x) {
    uint32_t bits;
    memcpy(&bits, &x, 4);
    return bits;
}

COMPRESSION_INLINE float float_of_bits(uint32_t bits) {
    float x;
    memcpy(&x, &bits, 4);
    return x;
}

#include "compression/sums.h"
#include "compression/signs.h"
#include "compression/lots.h"
#include "compression/levels.h"
#include "compression/packing.h"
#include "compression/exponents.h"
#include "compression/low_rank.h"
#include "compression/checksum.h"
#include "compression/floats.h"

static const CKCompression compression = {
    .most = most,
    .sumOfMagnitudes = sum_of_magnitudes,
    .sumOfSquares = sum_of_squares,
    .sumsBySign = sums_by_sign,
    .signs = signs,
    .twoValues = two_values,
    .roundInBuckets = round_in_buckets,
    .drawLevels = draw_levels,
    .scaleLevels = scale_levels,
    .packLevels = pack_levels,
    .unpackLevels = unpack_levels,
    .packTernary = pack_ternary,
    .unpackTernary = unpack_ternary,
    .drawExponents = draw_exponents,
    .powersOfTwo = powers_of_two,
    .project = project,
    .projectBack = project_back,
    .reconstruct = reconstruct,
    .checksum = checksum,
    .fp32 = {narrow_fp32, widen_fp32},
    .bf16 = {narrow_bf16, widen_bf16},
#if FLOATS_FP16
    .fp16 = {narrow_fp16, widen_fp16},
#endif
};
