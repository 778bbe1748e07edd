// Sums over words; included by compression.h.

typedef uint64_t checksum_words __attribute__((vector_size(64), aligned(1), may_alias));

/// Sums of the words in the lower and in the upper halves of the lanes, and sums of these sums: they weight each word by how many
/// rounds follow, its own included.
typedef struct {
    checksum_words low, lowWeighted, high, highWeighted;
} checksum_lanes;

COMPRESSION_INLINE void checksum_add(checksum_lanes *sums, checksum_words words) {
    sums->low += words & 0xFFFFFFFF;
    sums->lowWeighted += sums->low;
    sums->high += words >> 32;
    sums->highWeighted += sums->high;
}

/// The word of round r in half h of a lane has the place 16·r + 2·lane + h and was taken rounds − r times.
COMPRESSION_INLINE void checksum_total(
    const checksum_lanes *sums, uint64_t rounds, uint64_t place, uint64_t *sum, uint64_t *weighted)
{
    for (uint64_t lane = 0; lane < 8; lane++) {
        const uint64_t last = place + 16 * rounds + 2 * lane + 1;
        *sum += sums->low[lane] + sums->high[lane];
        *weighted += last * sums->low[lane] - 16 * sums->lowWeighted[lane];
        *weighted += (last + 1) * sums->high[lane] - 16 * sums->highWeighted[lane];
    }
}

static void checksum(const uint8_t *bytes, int64_t count, uint64_t place, uint64_t *sum, uint64_t *weighted) {
    checksum_lanes sums = {{0}, {0}, {0}, {0}};
    int64_t i = 0;
    for (; i <= count - 64; i += 64) checksum_add(&sums, *(const checksum_words *)(bytes + i));
    checksum_total(&sums, (uint64_t)i / 64, place, sum, weighted);
    for (; i < count; i += 4) {
        uint32_t word = 0;
        memcpy(&word, bytes + i, (size_t)(count - i < 4 ? count - i : 4));
        *sum += word;
        *weighted += (place + (uint64_t)i / 4 + 1) * word;
    }
}
