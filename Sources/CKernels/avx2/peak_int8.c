#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

#include "dot.h"

// Fewer chains than for FP32: each needs a register for its products, too.
#define PEAK_CHAINS 10
#define PEAK_MACS (2 * LANES)
#define PEAK_ELEMENT int32_t
#define PEAK_KEEP "+x"

typedef vint peak_vector;
INLINE vint peak_value(void) { return vint_set(0x00010001); }
INLINE vint peak_zero(void) { return vint_zero(); }
INLINE vint peak_step(vint sum, vint a, vint b) { return vint_dot16(sum, a, b); }

#include "../shared/peak.h"

TARGET_END
const CKPeakLoop *const ck_peak_int8_avx2 = &peak_loop;
#else
const CKPeakLoop *const ck_peak_int8_avx2 = 0;
#endif
