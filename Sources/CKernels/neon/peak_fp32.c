#include "../include/CKernels.h"

#if defined(__aarch64__)
#include "vector.h"

// Cores with four pipes of latency four need sixteen.
#define PEAK_CHAINS 16
#define PEAK_MACS LANES
#define PEAK_ELEMENT float
#define PEAK_KEEP "+w"

typedef vfloat peak_vector;
INLINE vfloat peak_value(void) { return vfloat_set(1); }
INLINE vfloat peak_zero(void) { return vfloat_zero(); }
INLINE vfloat peak_step(vfloat sum, vfloat a, vfloat b) { return vfloat_fma(a, b, sum); }

#include "../shared/peak.h"

const CKPeakLoop *const ck_peak_fp32_neon = &peak_loop;
#else
const CKPeakLoop *const ck_peak_fp32_neon = 0;
#endif
