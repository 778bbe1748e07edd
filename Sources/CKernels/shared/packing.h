// Packed words as they are: kernel row after kernel row, word after word, for each a vector's columns.
//
// The including file may define
//   PACKED_PLACE(lane, g)           where element g of a column's word lies among a word's weights; if not
//                                   defined, words follow each other

/// One word of each column of a vector.
#define WEIGHT_BYTES (LANES * GROUP * (int64_t)sizeof(packed_element))

#if !defined(PACKED_PLACE)
#define PACKED_PLACE(lane, g) ((lane) * GROUP + (g))
#endif

INLINE void word_pack(
    char *panel, int64_t lanes, int64_t k, const weight_element *restrict from, int64_t stride, int64_t columns,
    int64_t count)
{
    packed_element *restrict to = (packed_element *)panel + k * lanes * GROUP;
    if (columns < lanes || count < GROUP) memset(to, 0, (size_t)lanes * GROUP * sizeof(packed_element));
    // Whole words in one pass, which the compiler turns into shuffles.
    if (count == GROUP)
        for (int64_t i = 0; i < columns; i++)
            UNROLLED for (int g = 0; g < GROUP; g++) to[PACKED_PLACE(i, g)] = from[g * stride + i];
    else
        for (int64_t g = 0; g < count; g++)
            for (int64_t i = 0; i < columns; i++) to[PACKED_PLACE(i, g)] = from[g * stride + i];
}

INLINE int64_t table_bytes(const CKLayer *l) { return 0; }
INLINE void table_make(const CKLayer *l, void *table) {}
