// BF16 product where the hardware multiplies pairs: a word is two numbers, of the input as of the weights.

#include "../include/CKernels.h"

#define TAKEN 2

typedef vint operand, word;

INLINE operand operand_load(const void *p, const int g) { return vint_load(p); }

/// A run's last number alone is paired with 0.
INLINE word word_broadcast(const void *p, const int count) {
    if (count == 2) return vint_broadcast(p);
    uint16_t last;
    memcpy(&last, p, 2);
    return vint_set(last);
}

INLINE vfloat accumulate(vfloat sum, word x, operand w) { return vfloat_dot16(sum, x, w); }

#include "product_narrow.h"
