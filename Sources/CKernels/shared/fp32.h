// What FP32 kernels share: the elements of image and output.

#include "../include/CKernels.h"

typedef float input_element, image_element, weight_element, packed_element, output_element;

INLINE void image_convert(float *restrict to, const float *restrict from, int64_t count, const CKLayer *l) {
    for (int64_t i = 0; i < count; i++) to[i] = from[i];
}

INLINE void image_fill(float *to, int64_t count, const CKLayer *l) {
    for (int64_t i = 0; i < count; i++) to[i] = 0;
}

INLINE void output_store(float *to, vfloat x, int64_t count) { vfloat_store(to, x, count); }

#include "clamp.h"
