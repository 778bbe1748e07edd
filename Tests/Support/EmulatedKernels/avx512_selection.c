#include "emulation.h"

#define ck_selection_avx512 ck_emulated_selection_avx512
#include "../../../Sources/CKernels/avx512/selection.c"
