// INT4 product: INT8's, but for the packed weights and the steps (step_int4.h, which says what the including
// file defines).

#define IMAGE_OF_BYTES 1
// VPMADDUBSW and VPDPBUSD multiply unsigned activations.
#define IMAGE_IS_SHIFTED(layer) ((layer)->signedActivations)
#define STEP "step_int4.h"

#include "product_int8.h"
