// Product of 16-bit floating-point numbers where the hardware multiplies them as they are: a word is two
// numbers, of the input as of the weights. The including file says how it takes them (step_half.h, if it does not
// define another STEP).

#include "image_half.h"

#define GROUP 2
#if !defined(STEP)
#define STEP "step_half.h"
#endif

#include "product_float.h"
