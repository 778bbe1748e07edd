#pragma once
// What codecs of gradients are made of, behind one table of functions an instruction set: elements to small integers and bits, and
// back.
//
// Operations are rounded one by one and sums are taken in the same order everywhere: results are equal bit by bit on all
// instruction sets. Nothing outside the buffers of the counts given is touched, and no two buffers overlap.

#include <stdint.h>

/// Where a sequence of random numbers of 16 bits stands: element i takes the number begin + i of the sequence of two keys.
typedef struct {
    uint32_t first, second, begin;
} CKLots;

/// Elements as floating-point numbers of a payload, in one pass that also adds its words to the two sums of the checksum, the first
/// of them at a place, and returns the bits of the largest magnitude of the elements. The payload lies on a whole word.
typedef struct {
    /// To nearest, ties to even. The payload is written past the caches, and is there when the call returns.
    uint32_t (*narrow)(
        const float *x, int64_t count, uint8_t *to, uint64_t place, uint64_t *sum, uint64_t *weighted);
    uint32_t (*widen)(
        const uint8_t *from, int64_t count, float *x, uint64_t place, uint64_t *sum, uint64_t *weighted);
} CKFloats;

typedef struct {
    /// The bits of the largest magnitude, 0 without elements; what is no number is larger than all.
    uint32_t (*most)(const float *x, int64_t count);
    /// Σ|x|, Σx² in double precision; they return what `most` does.
    uint32_t (*sumOfMagnitudes)(const float *x, int64_t count, double *total);
    uint32_t (*sumOfSquares)(const float *x, int64_t count, double *total);
    /// The sum of the elements below 0 and that of the others, in double precision, and how many are below; returns what `most`
    /// does.
    uint32_t (*sumsBySign)(const float *x, int64_t count, double *below, double *others, int64_t *countBelow);

    /// Bit i % 8 of byte i / 8: whether x < 0. Bits beyond the last element are 0. Returns what `most` does.
    uint32_t (*signs)(const float *x, int64_t count, uint8_t *bits);
    /// x = set where the bit is set, else unset.
    void (*twoValues)(const uint8_t *bits, int64_t count, float unset, float set, float *x);

    /// level = x·127/m, to nearest, ties to even, where m is the largest magnitude of the element's bucket of so many; scale =
    /// m/127, finite however often it is taken. Both are 0 where m is below `least`. Returns what `most` does; levels and scales of a
    /// bucket with what is no number are arbitrary.
    uint32_t (*roundInBuckets)(
        const float *x, int64_t count, int64_t bucket, float least, float *scales, int8_t *levels);
    /// level = x·factor, of the integers below and above it at random, each as probable as x is near, within 2^-17; the magnitude is at
    /// most `most` ≤ 127.
    void (*drawLevels)(const float *x, int64_t count, float factor, int32_t most, CKLots lots, int8_t *levels);
    /// x = level·scale of elements of buckets of so many, from the element `begin` on; a bucket is at least one element.
    void (*scaleLevels)(
        const int8_t *levels, int64_t count, int64_t begin, int64_t bucket, const float *scales, float *x);
    /// Levels as magnitudes of `bits` − 1 bits with the sign above, packed; `bits` is 2 ... 8.
    void (*packLevels)(const int8_t *levels, int64_t count, int32_t bits, uint8_t *packed);
    /// Returns 0 where a magnitude is above `most` or a 0 has a sign.
    int32_t (*unpackLevels)(const uint8_t *packed, int64_t count, int32_t bits, int32_t most, int8_t *levels);
    /// Five levels −1, 0, 1 a byte, of as many arrays: Σ (level + 1)·3^i.
    void (*packTernary)(const int8_t *const *levels, int64_t count, uint8_t *packed);
    /// Returns 0 where a byte is above 242.
    int32_t (*unpackTernary)(const uint8_t *packed, int64_t count, int8_t *const *levels);

    /// Exponents of the powers of two below or above |x|, at random so that the mean is |x|, at most 254; 0 stands for 0.
    void (*drawExponents)(const float *x, int64_t count, CKLots lots, uint8_t *exponents);
    /// x = ±2^(exponent − 127), 0 where it is 0; the sign is set with its bit.
    void (*powersOfTwo)(const uint8_t *exponents, const uint8_t *signs, int64_t count, float *x);

    /// a = matrix·bᵀ for `rank` rows of a (rank×rows) and b (rank×columns); a row of the matrix follows the other.
    void (*project)(
        const float *matrix, int64_t rows, int64_t columns, const float *b, int64_t rank, float *a);
    /// b = a·matrix.
    void (*projectBack)(
        const float *matrix, int64_t rows, int64_t columns, const float *a, int64_t rank, float *b);
    /// matrix = aᵀ·b.
    void (*reconstruct)(
        const float *a, const float *b, int64_t rows, int64_t columns, int64_t rank, float *matrix);

    /// Adds some words to two sums modulo 2^64 (J. G. Fletcher, "An arithmetic checksum for serial transmissions", IEEE
    /// Transactions on Communications 30(1), 1982): Σ word and Σ (place + 1)·word, where the first place is given; zeros
    /// fill up the last word.
    void (*checksum)(const uint8_t *bytes, int64_t count, uint64_t place, uint64_t *sum, uint64_t *weighted);
    /// Large payloads of floating-point numbers; null where the instruction set cannot convert.
    CKFloats fp32, bf16, fp16;
} CKCompression;

extern const CKCompression *const ck_compression_baseline, *const ck_compression_avx2, *const ck_compression_avx512;
