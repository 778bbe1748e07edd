// FP32 depthwise convolution.
//
// The file that includes this may define PIXEL_ACTIVATION(finisher, sum), which otherwise is the fused clamp.

#include "../include/CKernels.h"
#include "fp32.h"

#define TILE_PIXELS 8
#if !defined(PIXEL_ACTIVATION)
#define PIXEL_ACTIVATION(finisher, sum) vfloat_clamp(sum, (finisher)->low, (finisher)->high)
#endif

INLINE vfloat pixel_load(const char *p) { return vfloat_load(p); }
INLINE float weight_value(const float *p) { return *p; }

/// Not inlined: it is rare, and there are many stores.
static __attribute__((noinline)) void pixel_store_some(float *output, vfloat x, int64_t count) {
    vfloat_store(output, x, count);
}

INLINE void pixel_store(const finisher *f, float *output, vfloat sum, int64_t count) {
    vfloat x = PIXEL_ACTIVATION(f, sum);
    if (count >= LANES) vfloat_store(output, x, LANES);
    else pixel_store_some(output, x, count);
}

#include "depthwise_direct.h"
