#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512 ",avx512bf16")

#include "dot.h"

#define PEAK_CHAINS 16
#define PEAK_MACS (2 * LANES)
#define PEAK_ELEMENT float
#define PEAK_KEEP "+v"

// Sums are kept as bits, as operands are: pairs of 1.
typedef vint peak_vector;
INLINE vint peak_value(void) { return vint_set(0x3F803F80); }
INLINE vint peak_zero(void) { return vint_zero(); }
INLINE vint peak_step(vint sum, vint a, vint b) {
    return _mm512_castps_si512(vfloat_dot16(_mm512_castsi512_ps(sum), a, b));
}

#include "../shared/peak.h"

TARGET_END
const CKPeakLoop *const ck_peak_bf16_avx512bf16 = &peak_loop;
#else
const CKPeakLoop *const ck_peak_bf16_avx512bf16 = 0;
#endif
