// Product where the hardware multiplies pairs of 16-bit floating-point numbers. The including file defines
// vfloat_dot16(sum, word, weights), or its own `accumulate` and STEP.

#include <stdint.h>
#include <string.h>

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

#if !defined(accumulate)
#define accumulate vfloat_dot16
#endif

#include "product_narrow.h"
