#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512)

#include "vector.h"

// The emulation has no conversions of sixteen halves.
#if !defined(CK_EMULATED)
#define FLOATS_FP16 1
#define floats_to_fp16(bits) ((floats_halves)_mm512_cvtps_ph((__m512)(bits), _MM_FROUND_TO_NEAREST_INT))
#define floats_of_fp16(halves) ((floats_words)_mm512_cvtph_ps((__m256i)(halves)))
#endif
#include "../shared/compression.h"

TARGET_END
const CKCompression *const ck_compression_avx512 = &compression;
#else
const CKCompression *const ck_compression_avx512 = 0;
#endif
