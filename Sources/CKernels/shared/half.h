// What kernels share that take 16-bit floating-point numbers and multiply in FP32: the image is widened
// once, as it is copied; the output is rounded as it is stored.
//
// The format's vocabulary (bf16.h, fp16.h of an instruction set) defines
//   vhalf_load(p)                   LANES numbers, widened
//   vhalf_load_part(p, part)        LANES of the 2·LANES numbers of a packed vector, widened
//   PACKED_PLACE(lane, g)           if the parts are not the even and the odd numbers (packing.h)
//   vhalf_store(p, x, count)        rounds, to nearest, ties to even, what is not NaN: a clamp leaves none
//   vhalf_storable(x)               what vhalf_store may take in place of x: NaN that it keeps
//   half_widen(bits)                one number

#include "../include/CKernels.h"

typedef uint16_t input_element, weight_element, output_element;
typedef float image_element;

INLINE void image_convert(float *to, const uint16_t *from, int64_t count, const CKLayer *l) {
    int64_t i = 0;
    for (; i + LANES <= count; i += LANES) vfloat_store(to + i, vhalf_load(from + i), LANES);
    if (i < count && count >= LANES) {
        vfloat_store(to + count - LANES, vhalf_load(from + count - LANES), LANES);
        return;
    }
    for (; i < count; i++) to[i] = half_widen(from[i]);
}

INLINE void image_fill(float *to, int64_t count, const CKLayer *l) {
    for (int64_t i = 0; i < count; i++) to[i] = 0;
}

INLINE void output_store(uint16_t *to, vfloat x, int64_t count) { vhalf_store(to, x, count); }

#include "clamp.h"
