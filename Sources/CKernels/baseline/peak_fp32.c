#include "../include/CKernels.h"

// The compiler's baseline (SSE2, NEON): four lanes, multiplied and added.
typedef float peak_vector __attribute__((vector_size(16)));

#if defined(__aarch64__)
#define PEAK_CHAINS 16
#define PEAK_KEEP "+w"
#else
#define PEAK_CHAINS 10
#define PEAK_KEEP "+x"
#endif
#define PEAK_MACS 4
#define PEAK_ELEMENT float

static inline peak_vector peak_value(void) { return (peak_vector){1, 1, 1, 1}; }
static inline peak_vector peak_zero(void) { return (peak_vector){0, 0, 0, 0}; }
static inline peak_vector peak_step(peak_vector sum, peak_vector a, peak_vector b) { return sum + a * b; }

#include "../shared/peak.h"

const CKPeakLoop *const ck_peak_fp32_baseline = &peak_loop;
