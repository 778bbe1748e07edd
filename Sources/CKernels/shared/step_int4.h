// Steps of INT4: weights of −7 ... 7, two in a byte.
//
// A vector of packed weights holds two words of four: one in the low nibbles, the next in the high ones,
// each weight 8 more than it is. Unpacked, they are INT8's. So that neither vectors nor steps end with a kernel
// row, all words follow each other, and a table says where each is found in the image.
//
// The including file defines NARROW_SUMS as 1 where products are summed in int16 (VPMADDUBSW), or 0
// (VPDPBUSD). A pair of products is at most 2·255·7 = 3,570: eight of them are 28,560, which int16 holds, where
// weights of eight bits pass it with the first. Eight words are thus summed in int16 and then widened.

#define PACKED_ZERO 0x88

INLINE int64_t packed_bytes(int64_t words) { return (words + 1) / 2 * VECTOR_BYTES; }

INLINE void word_pack(
    char *panel, int64_t lanes, int64_t k, const int8_t *from, int64_t stride, int64_t columns, int64_t count)
{
    char *to = panel + k / 2 * lanes * GROUP;
    if (k % 2 == 0) memset(to, PACKED_ZERO, (size_t)(lanes * GROUP));
    for (int64_t g = 0; g < count; g++, from += stride)
        for (int64_t i = 0; i < columns; i++) to[i * GROUP + g] ^= (char)((from[i] & 15) << k % 2 * 4);
}

INLINE int64_t table_bytes(const CKLayer *l) { return (l->kernelHeight * run_words(l) * 8 + 63) & ~63; }

static void table_make(const CKLayer *l, void *table) {
    int64_t words = run_words(l), rowBytes = image_layout(l, 0).rowBytes;
    for (int64_t k = 0; k < l->kernelHeight * words; k++)
        ((int64_t *)table)[k] = k / words * rowBytes + k % words * WORD_BYTES;
}

INLINE Depth depth_make(const CKLayer *l, int64_t rowBytes, const void *table) {
    return (Depth){1, l->kernelHeight * run_words(l), 0, l->outputChannels, table};
}

#if NARROW_SUMS
#define PARTIAL_WORDS 8
// The words of a step depend on each other through additions alone, which take one cycle.
#define TILE_SETS(chains) 1
INLINE vint partial_start(vint sum) { return vint_zero(); }
INLINE vint partial_add(vint partial, vint x, vint w) { return vint_dot8_to16(partial, x, w); }
INLINE vint partial_end(vint sum, vint partial) { return vint_dot16(sum, partial, vint_set(0x00010001)); }
#else
#define PARTIAL_WORDS 2
INLINE vint partial_start(vint sum) { return sum; }
INLINE vint partial_add(vint partial, vint x, vint w) { return vint_dot8(partial, x, w); }
INLINE vint partial_end(vint sum, vint partial) { return partial; }
#endif

INLINE vint weights_unpack(const char *vector, const int isHigh) {
#if NARROW_SUMS
    // Words one after the other: mixed, they need more registers than there are (0.7 times the rate).
    __asm__ volatile("" ::: "memory");
#endif
    return vint_nibbles(vint_load(vector), isHigh);
}

/// Up to PARTIAL_WORDS words, in sums of their own.
INLINE void partial_step(
    const int rows, const int nv, const int words, const int64_t *offsets, vint (*sums)[PANEL_VECTORS],
    const char *const *a, const char *w)
{
    vint partials[TILE_MOST_ROWS][PANEL_VECTORS];
    UNROLLED for (int r = 0; r < rows; r++)
        UNROLLED for (int v = 0; v < nv; v++) partials[r][v] = partial_start(sums[r][v]);
    UNROLLED for (int i = 0; i < words; i++) {
        const char *vectors = w + i / 2 * nv * VECTOR_BYTES;
        vint weights[PANEL_VECTORS];
        UNROLLED for (int v = 0; v < nv; v++)
            weights[v] = weights_unpack(vectors + v * VECTOR_BYTES, i % 2);
        const int64_t offset = offsets[i];
        UNROLLED for (int r = 0; r < rows; r++) {
            vint x = word_broadcast(a[r] + offset);
            UNROLLED for (int v = 0; v < nv; v++) partials[r][v] = partial_add(partials[r][v], x, weights[v]);
        }
    }
    UNROLLED for (int r = 0; r < rows; r++)
        UNROLLED for (int v = 0; v < nv; v++) sums[r][v] = partial_end(sums[r][v], partials[r][v]);
}

#define STEP_WORDS(sets) ((sets) * PARTIAL_WORDS)

INLINE void step(
    const int rows, const int nv, const int sets, const int words, const Depth *depth,
    vint (*sums)[TILE_MOST_ROWS][PANEL_VECTORS], const char *const *a, int64_t k, const char *w)
{
    const int each = words < PARTIAL_WORDS ? words : PARTIAL_WORDS;
    UNROLLED for (int i = 0; i < words; i += each)
        partial_step(
            rows, nv, each, (const int64_t *)depth->table + k + i, sums[i / each], a,
            w + nv * packed_bytes(i));
}
