// Numbers of 16 bits that are multiplied as they are: the image holds the input's own, the output is rounded as it
// is stored.
//
// The format's vocabulary defines vhalf_store(p, x, count) as half.h has it.

#include "../include/CKernels.h"

typedef uint16_t input_element, image_element, weight_element, packed_element, output_element;

INLINE int image_is_direct(const CKLayer *l) { return 1; }

INLINE void image_convert(uint16_t *to, const uint16_t *from, int64_t count, const CKLayer *l) {
    memcpy(to, from, (size_t)count * 2);
}

INLINE void image_fill(uint16_t *to, int64_t count, const CKLayer *l) { memset(to, 0, (size_t)count * 2); }

INLINE void output_store(uint16_t *to, vfloat x, int64_t count) { vhalf_store(to, x, count); }

#include "clamp.h"
