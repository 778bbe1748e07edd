// FP32 product: a word is one float.

#include "../include/CKernels.h"
#include "fp32.h"

#define GROUP 1

typedef vfloat operand, word;

// A name alone: only some instruction sets have it.
#define word_lane vfloat_lane

INLINE int image_is_direct(const CKLayer *l) { return 1; }

INLINE operand operand_load(const void *p) { return vfloat_load(p); }
INLINE word word_broadcast(const void *p) { return vfloat_broadcast(p); }
INLINE vfloat accumulate(vfloat sum, word x, operand w) { return vfloat_fma(x, w, sum); }

#include "product_float.h"
