// The fused activation of floating-point kernels.

#include "../include/CKernels.h"

typedef struct {
    vfloat low, high;
} finisher;

INLINE finisher finish_prepare(const CKLayer *l) {
    return (finisher){vfloat_set(l->low), vfloat_set(l->high)};
}
