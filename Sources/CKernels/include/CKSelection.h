#pragma once
// Choosing elements by magnitude, behind one table of functions an instruction set.

#include <stdint.h>

/// Words of scratch memory that `threshold` needs.
#define CK_SELECTION_SCRATCH 2048

/// Magnitudes are compared as the bits of |x|, which have the order of the numbers; what is no number is larger than all.
typedef struct {
    /// The bits of the k-th largest magnitude of `count` elements; 1 ≤ k ≤ count.
    uint32_t (*threshold)(const float *x, int64_t count, int64_t k, uint32_t *scratch);
    /// Writes index and value of the elements whose magnitude has bits above `threshold`, and of the first `ties` that
    /// equal it, by ascending index; returns how many. Arrays hold as many as there can be and `CK_SELECTION_SLACK` more.
    int64_t (*take)(
        const float *x, int64_t count, uint32_t threshold, int64_t ties, int32_t *indices, float *values);
    /// Elements whose magnitude has bits above `threshold`.
    int64_t (*above)(const float *x, int64_t count, uint32_t threshold);
    /// Writes index and value of the elements whose magnitude has bits of at least `threshold`, by ascending index; returns how
    /// many, and more than `most` where there are more. Arrays hold as many as that; `x` may be `values`.
    int64_t (*reaching)(
        const float *x, int64_t count, uint32_t threshold, int64_t most, int32_t *indices, float *values);
    /// The bits of the k-th largest magnitude, which must be at least `low` and below `high`.
    uint32_t (*between)(const float *x, int64_t count, int64_t k, uint32_t low, uint32_t high);
    /// Of elements that were taken by ascending index, keeps those whose magnitude has bits of at least `threshold`, but no more
    /// than k: the last of those that equal it go. Returns how many are left.
    int64_t (*keep)(int32_t *indices, float *values, int64_t count, uint32_t threshold, int64_t k);
} CKSelection;

#define CK_SELECTION_SLACK 16

extern const CKSelection *const ck_selection_baseline, *const ck_selection_avx2, *const ck_selection_avx512;
