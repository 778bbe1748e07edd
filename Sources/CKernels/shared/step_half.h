// Steps of 16-bit floating-point numbers, of which a packed word holds two.
//
// K is counted in numbers, as a run's last word may be a single one. What follows that in a row is not read: it
// could be an infinity, which times 0 is no number.
//
// Numbers are summed where they are multiplied, or, if the including file defines CHAIN_NUMBERS, in chains of so
// many that begin with 0, and then added to the sums: where accumulate is less precise than the sums are.
//
// The including file defines, beside accumulate,
//   TAKEN                           numbers of each row that are multiplied at once: 1 or 2
//   operand_load(p, g)              weights of a vector's columns, for numbers g ... g + TAKEN of a word
//   word_broadcast(p, count)        `count` numbers of a row: TAKEN, or one at the end of a run
//   row_load(p), word_lane(row, lane)
//                                   where multiplication is by lane: a vector of a row, and TAKEN of its numbers
//   CHAIN_NUMBERS, chain            a chain's length, a power of 2, and its type
//   chain_start(sum), chain_end(sum, chain)

#include "packing.h"

INLINE int64_t packed_bytes(int64_t numbers) { return (numbers + 1) / 2 * WEIGHT_BYTES; }

INLINE Depth depth_make(const CKLayer *l, int64_t rowBytes, const void *table) {
    return (Depth){l->kernelHeight, run_length(l), rowBytes, l->outputChannels, table};
}

#if defined(MULTIPLY_BY_LANE)
/// A load of a row; a broadcast (LD1R) of each word would occupy a pipe that could multiply.
#define ROW_NUMBERS (LANES * 4 / (int)sizeof(image_element))

/// TAKEN of a step's numbers, from the i-th on. Loads are the same for several of them: the compiler keeps one.
INLINE word row_word(const char *row, const int i, const int numbers) {
    const int first = i / ROW_NUMBERS * ROW_NUMBERS;
    if (first + ROW_NUMBERS <= numbers)
        return word_lane(row_load(row + first * sizeof(image_element)), (i - first) / TAKEN);
    return word_broadcast(row + i * sizeof(image_element), numbers < TAKEN ? numbers : TAKEN);
}
#else
#define ROW_NUMBERS 2

INLINE word row_word(const char *row, const int i, const int numbers) {
    return word_broadcast(row + i * sizeof(image_element), numbers < TAKEN ? numbers : TAKEN);
}
#endif

#if !defined(CHAIN_NUMBERS)
#define CHAIN_NUMBERS 2
typedef accumulator chain;
INLINE chain chain_start(accumulator sum) { return sum; }
INLINE accumulator chain_end(accumulator sum, chain c) { return c; }
#endif

/// A chain of each row and vector: those from `first` to `end` of a step's numbers.
INLINE void chain_step(
    const int rows, const int nv, const int first, const int end, const int numbers,
    accumulator (*sums)[PANEL_VECTORS], const char *const *a, const char *w)
{
    chain chains[TILE_MOST_ROWS][PANEL_VECTORS];
    UNROLLED for (int r = 0; r < rows; r++)
        UNROLLED for (int v = 0; v < nv; v++) chains[r][v] = chain_start(sums[r][v]);
    UNROLLED for (int i = first; i < end; i += TAKEN) {
        const char *vectors = w + nv * packed_bytes(i - i % 2);
        operand weights[PANEL_VECTORS];
        UNROLLED for (int v = 0; v < nv; v++) weights[v] = operand_load(vectors + v * WEIGHT_BYTES, i % 2);
        UNROLLED for (int r = 0; r < rows; r++) {
            word x = row_word(a[r], i, numbers);
            UNROLLED for (int v = 0; v < nv; v++) chains[r][v] = accumulate(chains[r][v], x, weights[v]);
        }
    }
    UNROLLED for (int r = 0; r < rows; r++)
        UNROLLED for (int v = 0; v < nv; v++) sums[r][v] = chain_end(sums[r][v], chains[r][v]);
}

#define STEP_WORDS(sets) (CHAIN_NUMBERS * (sets) > ROW_NUMBERS ? CHAIN_NUMBERS * (sets) : ROW_NUMBERS)

INLINE void step(
    const int rows, const int nv, const int sets, const int numbers, const Depth *depth,
    accumulator (*sums)[TILE_MOST_ROWS][PANEL_VECTORS], const char *const *a, int64_t k, const char *w)
{
    const int each = numbers < CHAIN_NUMBERS ? numbers : CHAIN_NUMBERS;
    const char *from[TILE_MOST_ROWS];
    UNROLLED for (int r = 0; r < rows; r++) from[r] = a[r] + k * (int64_t)sizeof(image_element);
    UNROLLED for (int i = 0; i < numbers; i += each)
        chain_step(rows, nv, i, i + each, numbers, sums[i / each % sets], from, w);
}
