// BF16 product where the hardware multiplies pairs: a word is two numbers, of the input as of the weights.

#include "../include/CKernels.h"

#define GROUP 2
#define STEP "step_half.h"
#define TAKEN 2

typedef uint16_t input_element, image_element, weight_element, packed_element, output_element;
typedef vint operand, word;

INLINE int image_is_direct(const CKLayer *l) { return 1; }

INLINE void image_convert(uint16_t *to, const uint16_t *from, int64_t count, const CKLayer *l) {
    memcpy(to, from, (size_t)count * 2);
}

INLINE void image_fill(uint16_t *to, int64_t count, const CKLayer *l) { memset(to, 0, (size_t)count * 2); }

INLINE void output_store(uint16_t *to, vfloat x, int64_t count) { vhalf_store(to, x, count); }

INLINE operand operand_load(const void *p, const int g) { return vint_load(p); }

/// A run's last number alone is paired with 0.
INLINE word word_broadcast(const void *p, const int count) {
    if (count == 2) return vint_broadcast(p);
    uint16_t last;
    memcpy(&last, p, 2);
    return vint_set(last);
}

INLINE vfloat accumulate(vfloat sum, word x, operand w) { return vfloat_dot16(sum, x, w); }

#include "clamp.h"
#include "product_float.h"
