#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512 ",avx512vnni")

#include "dot.h"

#define PEAK_CHAINS 16
#define PEAK_MACS (4 * LANES)
#define PEAK_ELEMENT int32_t
#define PEAK_KEEP "+v"

typedef vint peak_vector;
INLINE vint peak_value(void) { return vint_set(0x01010101); }
INLINE vint peak_zero(void) { return vint_zero(); }
INLINE vint peak_step(vint sum, vint a, vint b) { return vint_dot8(sum, a, b); }

#include "../shared/peak.h"

TARGET_END
const CKPeakLoop *const ck_peak_int8_avx512vnni = &peak_loop;
#else
const CKPeakLoop *const ck_peak_int8_avx512vnni = 0;
#endif
