#pragma once
// Ascending indices as bits, and as gaps between them in a Rice code.

#include <stdint.h>

/// Bytes that may be written behind the last of a code.
#define CK_POSITIONS_SLACK 8

/// The indices of set bits of `bytes` bytes, of which at most `most` are written; returns how many there are.
int64_t ck_bits_list(const uint8_t *bits, int64_t bytes, int64_t most, int32_t *indices);
/// Sets the bits of indices, the others are 0.
void ck_bits_set(const int32_t *indices, int64_t count, uint8_t *bits, int64_t bytes);

/// The bits that the gaps take with the parameters first, first + 1 and first + 2.
void ck_gaps_measure(const int32_t *indices, int64_t count, int32_t first, int64_t bits[3]);
/// Writes the gaps; returns the bytes.
int64_t ck_gaps_write(const int32_t *indices, int64_t count, int32_t parameter, uint8_t *bytes);
/// Reads `count` gaps; returns how many were read before an index reached `elements` or the bytes ended, and −1 where something
/// other than zeros that fill up the last byte is behind them.
int64_t ck_gaps_read(
    const uint8_t *bytes, int64_t byteCount, int64_t count, int64_t elements, int32_t parameter, int32_t *indices);

/// Sets the bits of a sample of k of n numbers, each set of them as probable: R. W. Floyd's algorithm (J. Bentley, "Programming
/// pearls: a sample of brilliance", Communications of the ACM 30(9), 1987), with draws from SplitMix64. The numbers are written as
/// they are drawn, too. `bits` are ⌈n/64⌉ words.
void ck_sample(uint64_t seed, int64_t n, int64_t k, uint64_t *bits, int32_t *indices);
