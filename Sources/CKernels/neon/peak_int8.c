#include "../include/CKernels.h"

#if defined(__aarch64__)
#include "dot.h"

// Fewer chains than for FP32: each needs a register for its products, too.
#define PEAK_CHAINS 12
#define PEAK_MACS (4 * LANES)
#define PEAK_ELEMENT int32_t
#define PEAK_KEEP "+w"

typedef vint peak_vector;
INLINE vint peak_value(void) { return vint_set(0x01010101); }
INLINE vint peak_zero(void) { return vint_zero(); }
INLINE vint peak_step(vint sum, vint a, vint b) {
    int8x16_t x = vreinterpretq_s8_s32(a);
    return vint_dot8(sum, (word){x, x}, b);
}

#include "../shared/peak.h"

const CKPeakLoop *const ck_peak_int8_neon = &peak_loop;
#else
const CKPeakLoop *const ck_peak_int8_neon = 0;
#endif
