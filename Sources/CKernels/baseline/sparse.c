// The compiler's baseline (SSE2, NEON): four lanes.
#define SPARSE_LANES 4
#include "../shared/sparse/table.h"

const CKSparse *const ck_sparse_baseline = &sparse_kernels;
