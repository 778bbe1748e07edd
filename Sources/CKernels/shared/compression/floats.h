// Elements as numbers of 32 or 16 bits and back, in one pass with the checksum and the largest magnitude; included by compression.h.
//
// A message that is larger than the caches only pushes the gradient out of them: what is written goes past them, line by line.
// FLOATS_FP16 is 1 where the including file has `floats_to_fp16` and `floats_of_fp16` for sixteen elements.

typedef uint32_t floats_words __attribute__((vector_size(64)));
typedef uint32_t floats_loaded __attribute__((vector_size(64), aligned(4), may_alias));
typedef uint16_t floats_halves __attribute__((vector_size(32), aligned(2), may_alias));
typedef uint64_t floats_line __attribute__((vector_size(64)));

/// To nearest, ties to even; for finite elements.
COMPRESSION_INLINE floats_halves floats_to_bf16(floats_words bits) {
    return __builtin_convertvector((bits + 0x7FFF + (bits >> 16 & 1)) >> 16, floats_halves);
}

COMPRESSION_INLINE floats_words floats_of_bf16(floats_halves halves) {
    return __builtin_convertvector(halves, floats_words) << 16;
}

COMPRESSION_INLINE floats_words floats_largest(floats_words largest, floats_words bits) {
    return __builtin_elementwise_max(largest, bits & 0x7FFFFFFF);
}

COMPRESSION_INLINE uint32_t floats_most(floats_words largest) {
    uint32_t most = 0;
    for (int lane = 0; lane < 16; lane++) most = largest[lane] > most ? largest[lane] : most;
    return most;
}

/// Elements of a line of 64 bytes.
#define FLOATS_LINE(bytes) (64 / (bytes))

COMPRESSION_INLINE floats_line floats_line_fp32(const float *x, floats_words *largest) {
    const floats_words bits = *(const floats_loaded *)x;
    *largest = floats_largest(*largest, bits);
    return (floats_line)bits;
}

#define FLOATS_LINE_OF_HALVES(name) \
    COMPRESSION_INLINE floats_line floats_line_##name(const float *x, floats_words *largest) { \
        const floats_words low = *(const floats_loaded *)x; \
        const floats_words high = *(const floats_loaded *)(x + 16); \
        *largest = floats_largest(floats_largest(*largest, low), high); \
        const floats_halves each[2] = {floats_to_##name(low), floats_to_##name(high)}; \
        floats_line line; \
        memcpy(&line, each, 64); \
        return line; \
    }

/// Elements in front of the first whole line, and those behind the last, are written by way of a line of their own.
#define FLOATS_NARROW(name, bytes) \
    static uint32_t narrow_##name( \
        const float *x, int64_t count, uint8_t *to, uint64_t place, uint64_t *sum, uint64_t *weighted) \
    { \
        floats_words largest = {0}; \
        checksum_lanes sums = {{0}, {0}, {0}, {0}}; \
        const int64_t before = (int64_t)(-(uintptr_t)to & 63) / (bytes); \
        const int64_t head = before < count ? before : count; \
        const int64_t lines = (count - head) / FLOATS_LINE(bytes); \
        float part[FLOATS_LINE(bytes)]; \
        for (int end = 0; end < 2; end++) { \
            const int64_t begin = end == 0 ? 0 : head + lines * FLOATS_LINE(bytes); \
            const int64_t size = end == 0 ? head : count - begin; \
            memset(part, 0, sizeof part); \
            memcpy(part, x + begin, sizeof(float) * (size_t)size); \
            const floats_line line = floats_line_##name(part, &largest); \
            memcpy(to + begin * (bytes), &line, (size_t)(size * (bytes))); \
            checksum((const uint8_t *)&line, size * (bytes), place + (uint64_t)(begin * (bytes) / 4), sum, weighted); \
        } \
        for (int64_t i = 0; i < lines; i++) { \
            const floats_line line = floats_line_##name(x + head + i * FLOATS_LINE(bytes), &largest); \
            __builtin_nontemporal_store(line, (floats_line *)(to + head * (bytes) + 64 * i)); \
            checksum_add(&sums, (checksum_words)line); \
        } \
        checksum_total(&sums, (uint64_t)lines, place + (uint64_t)(head * (bytes) / 4), sum, weighted); \
        /* Stores past the caches are in no order with others: whoever gets the message must see all of it. */ \
        __atomic_thread_fence(__ATOMIC_SEQ_CST); \
        return floats_most(largest); \
    }

COMPRESSION_INLINE void floats_of_line_fp32(floats_line line, float *x, floats_words *largest) {
    *largest = floats_largest(*largest, (floats_words)line);
    memcpy(x, &line, 64);
}

#define FLOATS_OF_LINE_OF_HALVES(name) \
    COMPRESSION_INLINE void floats_of_line_##name(floats_line line, float *x, floats_words *largest) { \
        floats_halves each[2]; \
        memcpy(each, &line, 64); \
        for (int half = 0; half < 2; half++) { \
            const floats_words bits = floats_of_##name(each[half]); \
            *largest = floats_largest(*largest, bits); \
            memcpy(x + 16 * half, &bits, 64); \
        } \
    }

#define FLOATS_WIDEN(name, bytes) \
    static uint32_t widen_##name( \
        const uint8_t *from, int64_t count, float *x, uint64_t place, uint64_t *sum, uint64_t *weighted) \
    { \
        floats_words largest = {0}; \
        checksum_lanes sums = {{0}, {0}, {0}, {0}}; \
        const int64_t lines = count / FLOATS_LINE(bytes), rest = count % FLOATS_LINE(bytes); \
        for (int64_t i = 0; i < lines; i++) { \
            const floats_line line = (floats_line)*(const checksum_words *)(from + 64 * i); \
            floats_of_line_##name(line, x + i * FLOATS_LINE(bytes), &largest); \
            checksum_add(&sums, (checksum_words)line); \
        } \
        checksum_total(&sums, (uint64_t)lines, place, sum, weighted); \
        floats_line line = {0}; \
        float part[FLOATS_LINE(bytes)]; \
        memcpy(&line, from + 64 * lines, (size_t)(rest * (bytes))); \
        floats_of_line_##name(line, part, &largest); \
        memcpy(x + lines * FLOATS_LINE(bytes), part, sizeof(float) * (size_t)rest); \
        checksum((const uint8_t *)&line, rest * (bytes), place + 16 * (uint64_t)lines, sum, weighted); \
        return floats_most(largest); \
    }

FLOATS_NARROW(fp32, 4)
FLOATS_WIDEN(fp32, 4)
FLOATS_LINE_OF_HALVES(bf16)
FLOATS_OF_LINE_OF_HALVES(bf16)
FLOATS_NARROW(bf16, 2)
FLOATS_WIDEN(bf16, 2)
#if FLOATS_FP16
FLOATS_LINE_OF_HALVES(fp16)
FLOATS_OF_LINE_OF_HALVES(fp16)
FLOATS_NARROW(fp16, 2)
FLOATS_WIDEN(fp16, 2)
#endif
