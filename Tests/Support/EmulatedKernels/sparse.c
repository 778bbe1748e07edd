#include "include/EmulatedKernels.h"

// The compiler splits vectors that are too wide for the machine: no intrinsics, nothing to emulate.
// They pass between inlined functions only.
#pragma clang diagnostic ignored "-Wpsabi"
#define SPARSE_LANES 16
#include "../../../Sources/CKernels/shared/sparse/table.h"

const CKSparse *const ck_emulated_sparse_avx512 = &sparse_kernels;
