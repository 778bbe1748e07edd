#include "emulation.h"

#define ck_conversion_avx512 ck_emulated_conversion_avx512
#include "../../../Sources/CKernels/avx512/conversion.c"
