// Product of 16-bit floating-point numbers in FP32: a word is two weights, widened one after the other
// while the tile is in registers; activations are widened once, in the image.

#include "../include/CKernels.h"
#include "half.h"

#define GROUP 2
#define STEP "step_half.h"
#define TAKEN 1

typedef uint16_t packed_element;
typedef vfloat operand, word;

// Names alone: only some instruction sets have them.
#define row_load vfloat_load
#define word_lane vfloat_lane

INLINE int image_is_direct(const CKLayer *l) { return 0; }

INLINE operand operand_load(const void *p, const int g) { return vhalf_load_part(p, g); }
INLINE word word_broadcast(const void *p, const int count) { return vfloat_broadcast(p); }
INLINE vfloat accumulate(vfloat sum, word x, operand w) { return vfloat_fma(x, w, sum); }

#include "product_float.h"
