// Depthwise convolution of 16-bit floating-point numbers in FP32: pixels are widened as they are loaded, the
// few weights when they are packed.

#include "../include/CKernels.h"
#include "half.h"

#define TILE_PIXELS 8

INLINE vfloat pixel_load(const char *p) { return vhalf_load(p); }
INLINE float weight_value(const uint16_t *p) { return half_widen(*p); }

/// Not inlined: it is rare, and there are many stores.
static __attribute__((noinline)) void pixel_store_some(uint16_t *output, vfloat x, int64_t count) {
    vhalf_store(output, x, count);
}

INLINE void pixel_store(const finisher *f, uint16_t *output, vfloat sum, int64_t count) {
    vfloat x = vfloat_clamp(sum, f->low, f->high);
    if (count >= LANES) vhalf_store(output, x, LANES);
    else pixel_store_some(output, x, count);
}

#include "depthwise_direct.h"
