#include "../include/CKernels.h"
#include <string.h>

int64_t ck_bits_list(const uint8_t *bits, int64_t bytes, int64_t most, int32_t *indices) {
    int64_t found = 0;
    for (int64_t byte = 0; byte < bytes; byte += 8) {
        uint64_t word = 0;
        memcpy(&word, bits + byte, (size_t)(bytes - byte < 8 ? bytes - byte : 8));
        if (found + 64 <= most) {
            for (; word != 0; word &= word - 1) indices[found++] = (int32_t)(8 * byte + __builtin_ctzll(word));
        } else {
            for (; word != 0; word &= word - 1, found++)
                if (found < most) indices[found] = (int32_t)(8 * byte + __builtin_ctzll(word));
        }
    }
    return found;
}

void ck_bits_set(const int32_t *indices, int64_t count, uint8_t *bits, int64_t bytes) {
    memset(bits, 0, (size_t)bytes);
    for (int64_t i = 0; i < count; i++) bits[indices[i] >> 3] |= (uint8_t)(1 << (indices[i] & 7));
}

void ck_gaps_measure(const int32_t *indices, int64_t count, int32_t first, int64_t bits[3]) {
    int32_t last = -1;
    for (int j = 0; j < 3; j++) bits[j] = count * (first + j + 1);
    for (int64_t i = 0; i < count; i++) {
        const uint32_t gap = (uint32_t)(indices[i] - last - 1);
        last = indices[i];
        for (int j = 0; j < 3; j++) bits[j] += first + j < 32 ? gap >> (first + j) : 0;
    }
}

int64_t ck_gaps_write(const int32_t *indices, int64_t count, int32_t parameter, uint8_t *bytes) {
    uint64_t word = 0;
    int64_t at = 0;
    uint32_t filled = 0;
    int32_t last = -1;
    for (int64_t i = 0; i < count; i++) {
        const uint32_t gap = (uint32_t)(indices[i] - last - 1);
        last = indices[i];
        uint32_t quotient = gap >> parameter;
        // All whole bytes leave the word: 7 bits stay at most.
#define FLUSH() \
    do { \
        memcpy(bytes + at, &word, 8); \
        at += filled >> 3; \
        word >>= filled & ~7u; \
        filled &= 7; \
    } while (0)
        for (; quotient >= 24; quotient -= 24) {
            word |= (uint64_t)0xFFFFFF << filled;
            filled += 24;
            FLUSH();
        }
        // 7 + 24 + 31 bits and the 0 between fit.
        const uint64_t low = gap & (((uint32_t)1 << parameter) - 1);
        word |= ((((uint64_t)1 << quotient) - 1) | low << (quotient + 1)) << filled;
        filled += quotient + 1 + (uint32_t)parameter;
        FLUSH();
    }
    if (filled > 0) bytes[at++] = (uint8_t)word;
    return at;
}

/// The 57 or more bits from a place on; behind the end they are 0.
static uint64_t bits_from(const uint8_t *bytes, int64_t byteCount, int64_t place) {
    const int64_t byte = place >> 3;
    uint64_t word = 0;
    if (byte + 8 <= byteCount) memcpy(&word, bytes + byte, 8);
    else if (byte < byteCount) memcpy(&word, bytes + byte, (size_t)(byteCount - byte));
    return word >> (place & 7);
}

int64_t ck_gaps_read(
    const uint8_t *bytes, int64_t byteCount, int64_t count, int64_t elements, int32_t parameter, int32_t *indices)
{
    int64_t place = 0, last = -1;
    const int64_t end = 8 * byteCount;
    const uint64_t low = ((uint64_t)1 << parameter) - 1;
    for (int64_t i = 0; i < count; i++) {
        int64_t quotient = 0;
        for (;;) {
            // The word has zeros at its end, so that there is one.
            const int ones = __builtin_ctzll(~(bits_from(bytes, byteCount, place) & 0xFFFFFFFFFFFF));
            quotient += ones;
            place += ones;
            // Past the last element nothing matters, and a longer row of ones would be too large to shift.
            if (ones < 48 || place > end || quotient > elements) break;
        }
        last += (quotient << parameter) + (int64_t)(bits_from(bytes, byteCount, place + 1) & low) + 1;
        place += 1 + parameter;
        if (place > end || last >= elements) return i;
        indices[i] = (int32_t)last;
    }
    if (end - place >= 8 || bits_from(bytes, byteCount, place) != 0) return -1;
    return count;
}

/// SplitMix64 (G. L. Steele Jr., D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
static uint64_t mixed(uint64_t z) {
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

void ck_sample(uint64_t seed, int64_t n, int64_t k, uint64_t *bits, int32_t *indices) {
    for (int64_t word = 0; word < (n + 63) / 64; word++) bits[word] = 0;
    for (uint64_t j = (uint64_t)(n - k); j < (uint64_t)n; j++) {
        const uint64_t draw = mixed(seed + (j + 1) * 0x9E3779B97F4A7C15u);
        const uint64_t t = (uint64_t)((unsigned __int128)draw * (j + 1) >> 64);
        const uint64_t isTaken = bits[t / 64] >> t % 64 & 1;
        const uint64_t number = isTaken ? j : t;
        bits[number / 64] |= (uint64_t)1 << number % 64;
        *indices++ = (int32_t)number;
    }
}
