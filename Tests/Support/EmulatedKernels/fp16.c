#include "fp16.h"
#include "include/EmulatedKernels.h"

uint16_t ck_emulated_half_fma(uint16_t a, uint16_t b, uint16_t c) { return emulated_half_fma(a, b, c); }
