// The largest elements by magnitude: a radix selection over the bits of |x| finds the threshold, a second pass takes what
// reaches it.
//
// The file that includes this may define SELECTION_MASK(p, threshold) for SELECTION_LANES elements: a bit for each whose
// magnitude has bits of at least `threshold`.

#include "../include/CKernels.h"
#include <string.h>

#define SELECTION_INLINE static inline __attribute__((always_inline))

SELECTION_INLINE uint32_t selection_bits(const float *x) {
    uint32_t bits;
    memcpy(&bits, x, 4);
    return bits & 0x7FFFFFFF;
}

#if !defined(SELECTION_MASK)
#define SELECTION_LANES 8
#define SELECTION_MASK(p, threshold) selection_mask(p, threshold)
SELECTION_INLINE uint32_t selection_mask(const float *p, uint32_t threshold) {
    uint32_t mask = 0;
    for (int i = 0; i < SELECTION_LANES; i++) mask |= (uint32_t)(selection_bits(p + i) >= threshold) << i;
    return mask;
}
#endif

/// Counts digits of `width` bits from bit `shift` on, of the elements whose bits above are those of `prefix`. Returns the
/// digit at which k elements, from the largest on, are reached, and takes those above it off k.
SELECTION_INLINE uint32_t selection_digit(
    const float *x, int64_t count, uint32_t prefix, int shift, int width, int64_t *k, uint32_t *counts)
{
    memset(counts, 0, sizeof(uint32_t) << width);
    for (int64_t i = 0; i < count; i++) {
        const uint32_t bits = selection_bits(x + i);
        if (shift + width >= 31 || bits >> (shift + width) == prefix) counts[bits >> shift & ((1u << width) - 1)]++;
    }
    uint32_t digit = (1u << width) - 1;
    for (; counts[digit] < *k; digit--) *k -= counts[digit];
    return digit;
}

static int64_t selection_above(const float *x, int64_t count, uint32_t threshold) {
    int32_t above = 0;
    for (int64_t i = 0; i < count; i++) above += selection_bits(x + i) > threshold;
    return above;
}

/// Counting a few elements again and again, in vectors, is faster than clearing and walking through a histogram. Zen 3, the
/// largest 20 of 500: 0.87 µs, not 1.82.
#define SELECTION_FEW 4096

/// The bits of the k-th largest magnitude, which are at least `low` and below `high`. The range is cut where the number of
/// elements should be k if they lay evenly; an end that stays counts half (the Illinois variant of the false position), and a
/// range that shrinks too slowly, over ties or a part without elements, is cut in the middle.
static uint32_t selection_between(const float *x, int64_t count, int64_t k, uint32_t low, uint32_t high) {
    // At least k elements have bits of `low` or more, fewer have bits of `high` or more.
    double surplus = (double)(count - k) + 0.5, lack = (double)k - 0.5;
    int wasBelow = -1, slow = 0;
    while (high - low > 1) {
        const uint32_t width = high - low;
        const double share = slow > 2 ? 0.5 : surplus / (surplus + lack);
        uint32_t middle = low + (uint32_t)((double)width * share);
        middle = middle <= low ? low + 1 : middle >= high ? high - 1 : middle;
        const int64_t reached = selection_above(x, count, middle - 1);
        if (reached < k) {
            high = middle;
            lack = (double)(k - reached) - 0.5;
            if (wasBelow == 1) surplus /= 2;
        } else {
            low = middle;
            surplus = (double)(reached - k) + 0.5;
            if (wasBelow == 0) lack /= 2;
        }
        wasBelow = reached < k;
        if (reached == k) break;
        slow = high - low <= width / 2 || slow > 2 ? 0 : slow + 1;
    }
    // The least magnitude that reaches `low`.
    uint32_t least_bits = UINT32_MAX;
    for (int64_t i = 0; i < count; i++) {
        const uint32_t bits = selection_bits(x + i), reaching = bits >= low ? bits : UINT32_MAX;
        least_bits = reaching < least_bits ? reaching : least_bits;
    }
    return least_bits;
}

SELECTION_INLINE uint32_t selection_bisected(const float *x, int64_t count, int64_t k) {
    uint32_t most = 0;
    for (int64_t i = 0; i < count; i++) {
        const uint32_t bits = selection_bits(x + i);
        most = bits > most ? bits : most;
    }
    return selection_between(x, count, k, 0, most + 1);
}

static uint32_t selection_threshold(const float *x, int64_t count, int64_t k, uint32_t *scratch) {
    if (count <= SELECTION_FEW) return selection_bisected(x, count, k);
    uint32_t prefix = selection_digit(x, count, 0, 20, 11, &k, scratch);
    prefix = prefix << 10 | selection_digit(x, count, prefix, 10, 10, &k, scratch);
    return prefix << 10 | selection_digit(x, count, prefix, 0, 10, &k, scratch);
}

#if !defined(SELECTION_STORE)
/// Writes index and value of each lane in the mask.
#define SELECTION_STORE(mask, p, first, indices, values) selection_store(mask, p, first, indices, values)
SELECTION_INLINE void selection_store(uint32_t mask, const float *p, int32_t first, int32_t *indices, float *values) {
    for (; mask != 0; mask &= mask - 1) {
        const int lane = __builtin_ctz(mask);
        *indices++ = first + lane;
        *values++ = p[lane];
    }
}
#endif

#if !defined(SELECTION_MOVE)
/// Moves index and value of each lane in the mask to where there may already be those of lanes before.
#define SELECTION_MOVE(mask, fromIndices, fromValues, indices, values) \
    selection_move(mask, fromIndices, fromValues, indices, values)
SELECTION_INLINE void selection_move(
    uint32_t mask, const int32_t *fromIndices, const float *fromValues, int32_t *indices, float *values)
{
    for (; mask != 0; mask &= mask - 1) {
        const int lane = __builtin_ctz(mask);
        *indices++ = fromIndices[lane];
        *values++ = fromValues[lane];
    }
}
#endif

static int64_t selection_keep(int32_t *indices, float *values, int64_t count, uint32_t threshold, int64_t k) {
    int64_t kept = 0, i = 0;
    for (; i <= count - SELECTION_LANES; i += SELECTION_LANES) {
        const uint32_t mask = SELECTION_MASK(values + i, threshold);
        SELECTION_MOVE(mask, indices + i, values + i, indices + kept, values + kept);
        kept += __builtin_popcount(mask);
    }
    for (; i < count; i++) {
        if (selection_bits(values + i) < threshold) continue;
        indices[kept] = indices[i];
        values[kept++] = values[i];
    }
    if (kept <= k) return kept;
    // The last of those that equal the threshold go: the k-th element is the last but so many of them.
    int64_t ties = 0;
    for (int64_t j = 0; j < kept; j++) ties += selection_bits(values + j) == threshold;
    ties -= kept - k;
    int64_t left = 0;
    for (int64_t j = 0; j < kept; j++) {
        if (selection_bits(values + j) == threshold && ties-- <= 0) continue;
        indices[left] = indices[j];
        values[left++] = values[j];
    }
    return left;
}

/// Vectors that are looked at together: first those that hold anything are listed, then what they hold is taken, neither with a
/// branch that depends on the elements. Zen 5, 4 Mi elements of which 1 % are taken: 0.32 ms, not 0.63.
#define SELECTION_VECTORS 128

static int64_t selection_reaching(
    const float *x, int64_t count, uint32_t threshold, int64_t most, int32_t *indices, float *values)
{
    int64_t taken = 0, i = 0;
    // A mask of 16 bits at most, and above it the number of its vector.
    uint32_t held[SELECTION_VECTORS];
    while (i <= count - SELECTION_VECTORS * SELECTION_LANES) {
        int32_t number = 0;
        for (uint32_t vector = 0; vector < SELECTION_VECTORS; vector++) {
            const uint32_t mask = SELECTION_MASK(x + i + vector * SELECTION_LANES, threshold);
            held[number] = vector << 16 | mask;
            number += mask != 0;
        }
        int32_t each = 0;
        for (; each < number && taken <= most - SELECTION_LANES; each++) {
            const int64_t first = i + (held[each] >> 16) * SELECTION_LANES;
            const uint32_t mask = held[each] & 0xFFFF;
            SELECTION_STORE(mask, x + first, (int32_t)first, indices + taken, values + taken);
            taken += __builtin_popcount(mask);
        }
        if (each < number) {
            i += (held[each] >> 16) * SELECTION_LANES;
            break;
        }
        i += SELECTION_VECTORS * SELECTION_LANES;
    }
    for (; i < count; i++) {
        const float element = x[i];
        if (selection_bits(&element) < threshold) continue;
        if (taken == most) return most + 1;
        indices[taken] = (int32_t)i;
        values[taken++] = element;
    }
    return taken;
}

static int64_t selection_take(
    const float *x, int64_t count, uint32_t threshold, int64_t ties, int32_t *indices, float *values)
{
    int64_t taken = 0, i = 0;
    for (; i <= count - SELECTION_LANES; i += SELECTION_LANES)
        for (uint32_t mask = SELECTION_MASK(x + i, threshold); mask != 0; mask &= mask - 1) {
            const int64_t at = i + __builtin_ctz(mask);
            if (selection_bits(x + at) == threshold && ties-- <= 0) continue;
            indices[taken] = (int32_t)at;
            values[taken++] = x[at];
        }
    for (; i < count; i++) {
        const uint32_t bits = selection_bits(x + i);
        if (bits < threshold || (bits == threshold && ties-- <= 0)) continue;
        indices[taken] = (int32_t)i;
        values[taken++] = x[i];
    }
    return taken;
}

static const CKSelection selection = {selection_threshold, selection_take, selection_above, selection_reaching, selection_between,
                                      selection_keep};
