#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

#define SPARSE_LANES 8
#include "../shared/sparse/table.h"

TARGET_END
const CKSparse *const ck_sparse_avx2 = &sparse_kernels;
#else
const CKSparse *const ck_sparse_avx2 = 0;
#endif
