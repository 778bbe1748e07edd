// Bandwidth loops: loads and stores alone, or with the one operation that keeps them. Plain vectors of the
// compiler, so that an instruction set is no more than their width.
//
// The file that includes this defines BANDWIDTH_LANES, the floats of a vector.

#include "../include/CKernels.h"

/// A vector wherever it lies: arrays need not be aligned, and hold what their owner put there.
typedef float bandwidth_float
    __attribute__((vector_size(4 * BANDWIDTH_LANES), aligned(4), may_alias));
typedef uint32_t bandwidth_word
    __attribute__((vector_size(4 * BANDWIDTH_LANES), aligned(4), may_alias));

/// Vectors of one step: enough independent sums to hide an addition's latency, and a loop's own
/// instructions spread over so many accesses that they do not show.
#define BANDWIDTH_UNROLL 8
#define BANDWIDTH_STEP (BANDWIDTH_UNROLL * BANDWIDTH_LANES)
#define BANDWIDTH_UNROLLED _Pragma("clang loop unroll(full)")

/// Memory may have changed: no pass is merged with the next, no loop turned into a call of the C library.
#define BANDWIDTH_BARRIER __asm__ volatile("" ::: "memory")

static uint32_t bandwidth_read(const void *a, int64_t count, int64_t passes) {
    const uint32_t *words = a;
    bandwidth_word sums[BANDWIDTH_UNROLL] = {0};
    uint32_t total = 0;
    for (int64_t pass = 0; pass < passes; pass++) {
        int64_t i = 0;
        for (; i <= count - BANDWIDTH_STEP; i += BANDWIDTH_STEP) {
            BANDWIDTH_UNROLLED for (int u = 0; u < BANDWIDTH_UNROLL; u++)
                sums[u] += *(const bandwidth_word *)(words + i + u * BANDWIDTH_LANES);
            BANDWIDTH_BARRIER;
        }
        for (; i < count; i++) {
            total += words[i];
            BANDWIDTH_BARRIER;
        }
    }
    for (int u = 0; u < BANDWIDTH_UNROLL; u++)
        for (int lane = 0; lane < BANDWIDTH_LANES; lane++) total += sums[u][lane];
    return total;
}

static void bandwidth_write(float *a, float value, int64_t count, int64_t passes) {
    bandwidth_float values = value - (bandwidth_float){0};
    for (int64_t pass = 0; pass < passes; pass++) {
        int64_t i = 0;
        for (; i <= count - BANDWIDTH_STEP; i += BANDWIDTH_STEP) {
            BANDWIDTH_UNROLLED for (int u = 0; u < BANDWIDTH_UNROLL; u++)
                *(bandwidth_float *)(a + i + u * BANDWIDTH_LANES) = values;
            BANDWIDTH_BARRIER;
        }
        for (; i < count; i++) {
            a[i] = value;
            BANDWIDTH_BARRIER;
        }
    }
}

static void bandwidth_copy(float *restrict a, const float *restrict b, int64_t count, int64_t passes) {
    for (int64_t pass = 0; pass < passes; pass++) {
        int64_t i = 0;
        for (; i <= count - BANDWIDTH_STEP; i += BANDWIDTH_STEP) {
            BANDWIDTH_UNROLLED for (int u = 0; u < BANDWIDTH_UNROLL; u++)
                *(bandwidth_float *)(a + i + u * BANDWIDTH_LANES) =
                    *(const bandwidth_float *)(b + i + u * BANDWIDTH_LANES);
            BANDWIDTH_BARRIER;
        }
        for (; i < count; i++) {
            a[i] = b[i];
            BANDWIDTH_BARRIER;
        }
    }
}

static void bandwidth_triad(
    float *restrict a, const float *restrict b, const float *restrict c, float s, int64_t count,
    int64_t passes)
{
    for (int64_t pass = 0; pass < passes; pass++) {
        int64_t i = 0;
        for (; i <= count - BANDWIDTH_STEP; i += BANDWIDTH_STEP) {
            BANDWIDTH_UNROLLED for (int u = 0; u < BANDWIDTH_UNROLL; u++) {
                int64_t at = i + u * BANDWIDTH_LANES;
                *(bandwidth_float *)(a + at) =
                    *(const bandwidth_float *)(b + at) + s * *(const bandwidth_float *)(c + at);
            }
            BANDWIDTH_BARRIER;
        }
        for (; i < count; i++) {
            a[i] = b[i] + s * c[i];
            BANDWIDTH_BARRIER;
        }
    }
}

static const CKBandwidthLoop bandwidth_loop = {
    bandwidth_read, bandwidth_write, bandwidth_copy, bandwidth_triad};
