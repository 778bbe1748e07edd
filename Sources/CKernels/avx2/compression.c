#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

#include "../shared/compression.h"

TARGET_END
const CKCompression *const ck_compression_avx2 = &compression;
#else
const CKCompression *const ck_compression_avx2 = 0;
#endif
