// The register tile: sums of rows × vectors of columns over all of K.
//
// STEP names the header with the steps that K is taken in (step.h if not defined). It says how weights are packed
// and how words are multiplied:
//   packed_bytes(words)             of so many words of each column of a vector, as Depth counts words
//   word_pack(panel, lanes, k, from, stride, columns, count)
//                                   packs a panel's word k: `count` elements of it, `stride` apart in the weights
//   table_bytes(layer), table_make(layer, table)
//                                   what it needs before the panels
//   depth_make(layer, rowBytes, table)
//                                   for an image of such rows; 0 while there is none
//   STEP_WORDS(sets)                words of each row in a step: a power of 2
//   step(rows, nv, sets, words, depth, sums, a, k, w)
//                                   multiplies words k ... k + words of each row; fewer than STEP_WORDS at the end
//   SUMS_ROWS(rows), sums_turn(rows, nv, sums)
//                                   if sums are not kept as rows: how many it keeps, and from rows to its
//                                   arrangement or back
//   SUMS_MEND, sums_mend(rows, nv, depth, a, panel, sums)
//                                   if sums can fail that the accumulators would hold: computes those anew

/// What a tile needs beside its rows and its panel.
typedef struct {
    /// Kernel rows, words in each, and the distance between them.
    int64_t segments, words, segmentBytes;
    /// From one row of the output to the next.
    int64_t columns;
    const void *table;
} Depth;

#if !defined(STEP)
#define STEP "step.h"
#endif
#include STEP

#if !defined(SUMS_ROWS)
#define SUMS_ROWS(rows) (rows)
INLINE void sums_turn(const int rows, const int nv, accumulator (*sums)[PANEL_VECTORS]) {}
#endif

#if !defined(SUMS_MEND)
INLINE void sums_mend(
    const int rows, const int nv, const Depth *depth, const char *const *a, const char *panel,
    accumulator (*sums)[PANEL_VECTORS])
{}
#endif

/// A tile with few chains of dependent additions waits for each of them: K is then dealt out to
/// several sets of accumulators.
#if !defined(TILE_SETS)
#define TILE_SETS(chains) ((chains) >= 7 ? 1 : (chains) >= 4 ? 2 : (chains) >= 2 ? 4 : 8)
#endif
#define MOST_SETS 8

INLINE void tile(
    const int rows, const int nv, const Depth *depth, const finisher *finishing, const char *const *a,
    const char *panel, output_element *output, int64_t lastLanes)
{
    const int sets = TILE_SETS(rows * nv), words = STEP_WORDS(sets);
    accumulator sums[MOST_SETS][TILE_MOST_ROWS][PANEL_VECTORS];
    UNROLLED for (int u = 0; u < sets; u++)
        UNROLLED for (int r = 0; r < SUMS_ROWS(rows); r++)
            UNROLLED for (int v = 0; v < nv; v++)
                sums[u][r][v] = u == 0 ? accumulator_start(panel, v) : accumulator_zero();
    sums_turn(rows, nv, sums[0]);

    const char *w = panel + HEADER * nv * VECTOR_BYTES;
    for (int64_t s = 0; s < depth->segments; s++) {
        const char *from[TILE_MOST_ROWS];
        UNROLLED for (int r = 0; r < rows; r++) from[r] = a[r] + s * depth->segmentBytes;
        int64_t k = 0;
#pragma clang loop unroll_count(DEPTH_UNROLL)
        for (; k <= depth->words - words; k += words) {
            step(rows, nv, sets, words, depth, sums, from, k, w);
            w += nv * packed_bytes(words);
        }
        UNROLLED for (int rest = words / 2; rest > 0; rest /= 2)
            if ((depth->words - k) & rest) {
                step(rows, nv, sets, rest, depth, sums, from, k, w);
                k += rest;
                w += nv * packed_bytes(rest);
            }
    }

    UNROLLED for (int u = 1; u < sets; u++)
        UNROLLED for (int r = 0; r < SUMS_ROWS(rows); r++)
            UNROLLED for (int v = 0; v < nv; v++)
                sums[0][r][v] = accumulator_add(sums[0][r][v], sums[u][r][v]);
    sums_turn(rows, nv, sums[0]);
    sums_mend(rows, nv, depth, a, panel, sums[0]);
    UNROLLED for (int r = 0; r < rows; r++)
        finish_row(finishing, sums[0][r], panel, nv, output + r * depth->columns, lastLanes);
}
