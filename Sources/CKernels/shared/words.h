// K in words, all of them whole: elements that a run's last word lacks are 0 among the weights, and what a row
// has in their place is multiplied with it.

#include "packing.h"

INLINE int64_t packed_bytes(int64_t words) { return words * WEIGHT_BYTES; }

INLINE Depth depth_make(const CKLayer *l, int64_t rowBytes, const void *table) {
    return (Depth){l->kernelHeight, run_words(l), rowBytes, l->outputChannels, table};
}
