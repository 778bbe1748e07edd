// Sums over words; included by compression.h.

typedef uint32_t checksum_words __attribute__((vector_size(32), aligned(1), may_alias));
typedef uint64_t checksum_sums __attribute__((vector_size(64)));

static void checksum(const uint8_t *bytes, int64_t count, uint64_t place, uint64_t *sum, uint64_t *weighted) {
    // Sums of sums weight each word by how many words of its lane follow, itself included.
    checksum_sums sums = {0}, sumsOfSums = {0};
    int64_t i = 0;
    for (; i <= count - 32; i += 32) {
        sums += __builtin_convertvector(*(const checksum_words *)(bytes + i), checksum_sums);
        sumsOfSums += sums;
    }
    const uint64_t rounds = (uint64_t)i / 32;
    for (uint64_t lane = 0; lane < 8; lane++) {
        *sum += sums[lane];
        // The word of round r has the place 8·r + lane, and was taken rounds − r times.
        *weighted += (place + 8 * rounds + lane + 1) * sums[lane] - 8 * sumsOfSums[lane];
    }
    for (; i < count; i += 4) {
        uint32_t word = 0;
        memcpy(&word, bytes + i, (size_t)(count - i < 4 ? count - i : 4));
        *sum += word;
        *weighted += (place + (uint64_t)i / 4 + 1) * word;
    }
}
