#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX2)

#include "dot.h"

// Each chain needs a register for its sums in int16, too.
#define PEAK_CHAINS 6
#define PEAK_WORDS 8
#define PEAK_MACS (PEAK_WORDS * 4 * LANES)
#define PEAK_ELEMENT int32_t
#define PEAK_KEEP "+x"

typedef vint peak_vector;
INLINE vint peak_value(void) { return vint_set(0x01010101); }
INLINE vint peak_zero(void) { return vint_zero(); }

/// A step of the product: eight words summed in int16, then widened.
INLINE vint peak_step(vint sum, vint a, vint b) {
    vint step = vint_dot8_to16(vint_zero(), a, b);
    UNROLLED for (int i = 1; i < PEAK_WORDS; i++) {
        // Not the same product again, for all that the compiler knows.
        __asm__ volatile("" : PEAK_KEEP(a));
        step = vint_dot8_to16(step, a, b);
    }
    return vint_dot16(sum, step, vint_set(0x00010001));
}

#include "../shared/peak.h"

TARGET_END
const CKPeakLoop *const ck_peak_int4_avx2 = &peak_loop;
#else
const CKPeakLoop *const ck_peak_int4_avx2 = 0;
#endif
