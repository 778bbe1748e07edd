#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512 ",avx512fp16")

#include "dot.h"

#define PEAK_CHAINS 16
#define PEAK_MACS (2 * LANES)
#define PEAK_ELEMENT uint16_t
#define PEAK_REAL half_widen
#define PEAK_KEEP "+v"

// Sums in FP16 alone: what kernels would reach that never widen them.
typedef __m512h peak_vector;
INLINE __m512h peak_value(void) { return _mm512_set1_ph((_Float16)1); }
INLINE __m512h peak_zero(void) { return _mm512_setzero_ph(); }
INLINE __m512h peak_step(__m512h sum, __m512h a, __m512h b) { return _mm512_fmadd_ph(a, b, sum); }

#include "../shared/peak.h"

TARGET_END
const CKPeakLoop *const ck_peak_fp16_avx512fp16 = &peak_loop;
#else
const CKPeakLoop *const ck_peak_fp16_avx512fp16 = 0;
#endif
