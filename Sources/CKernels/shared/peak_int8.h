// Peak loop of products of integers that are summed in groups of PEAK_GROUP (2, of int16, or 4, of bytes) in int32.
//
// The file that includes this defines, beside PEAK_CHAINS and PEAK_KEEP (peak.h), PEAK_GROUP and vint_dot16 or
// vint_dot8 (dot.h).

#define PEAK_MACS (PEAK_GROUP * LANES)
#define PEAK_ELEMENT int32_t

typedef vint peak_vector;
INLINE vint peak_zero(void) { return vint_zero(); }
#if PEAK_GROUP == 2
INLINE vint peak_value(void) { return vint_set(0x00010001); }
INLINE vint peak_step(vint sum, vint a, vint b) { return vint_dot16(sum, a, b); }
#else
INLINE vint peak_value(void) { return vint_set(0x01010101); }
INLINE vint peak_step(vint sum, vint a, vint b) { return vint_dot8(sum, a, b); }
#endif

#include "peak.h"
