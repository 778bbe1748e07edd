#include "emulation.h"

#define ck_compression_avx512 ck_emulated_compression_avx512
#include "../../../Sources/CKernels/avx512/compression.c"
