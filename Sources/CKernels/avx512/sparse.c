#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512)

#define SPARSE_LANES 16
#include "../shared/sparse/table.h"

TARGET_END
const CKSparse *const ck_sparse_avx512 = &sparse_kernels;
#else
const CKSparse *const ck_sparse_avx512 = 0;
#endif
