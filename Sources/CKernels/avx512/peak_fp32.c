#include "../x86/target.h"

#if TARGET_X86
TARGET_BEGIN(TARGET_AVX512)

#include "vector.h"

#define PEAK_CHAINS 16
#define PEAK_MACS LANES
#define PEAK_ELEMENT float
#define PEAK_KEEP "+v"

typedef vfloat peak_vector;
INLINE vfloat peak_value(void) { return vfloat_set(1); }
INLINE vfloat peak_zero(void) { return vfloat_zero(); }
INLINE vfloat peak_step(vfloat sum, vfloat a, vfloat b) { return vfloat_fma(a, b, sum); }

#include "../shared/peak.h"

TARGET_END
const CKPeakLoop *const ck_peak_fp32_avx512 = &peak_loop;
#else
const CKPeakLoop *const ck_peak_fp32_avx512 = 0;
#endif
