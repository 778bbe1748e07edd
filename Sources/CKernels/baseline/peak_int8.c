#include "../include/CKernels.h"

#include <stdint.h>

// The compiler's baseline. x86-64: PMADDWD and PADDD of SSE2, as the portable kernels' loops compile to;
// elsewhere four lanes of int32, multiplied and added.
#define PEAK_ELEMENT int32_t
#if defined(__x86_64__)
#include <emmintrin.h>
typedef __m128i peak_vector;
#define PEAK_CHAINS 10
#define PEAK_MACS 8
#define PEAK_KEEP "+x"
static inline peak_vector peak_value(void) { return _mm_set1_epi32(0x00010001); }
static inline peak_vector peak_zero(void) { return _mm_setzero_si128(); }
static inline peak_vector peak_step(peak_vector sum, peak_vector a, peak_vector b) {
    return _mm_add_epi32(sum, _mm_madd_epi16(a, b));
}
#else
typedef uint32_t peak_vector __attribute__((vector_size(16)));
#define PEAK_CHAINS 16
#define PEAK_MACS 4
#if defined(__aarch64__)
#define PEAK_KEEP "+w"
#else
#define PEAK_KEEP "+m"
#endif
static inline peak_vector peak_value(void) { return (peak_vector){1, 1, 1, 1}; }
static inline peak_vector peak_zero(void) { return (peak_vector){0, 0, 0, 0}; }
static inline peak_vector peak_step(peak_vector sum, peak_vector a, peak_vector b) { return sum + a * b; }
#endif

#include "../shared/peak.h"

const CKPeakLoop *const ck_peak_int8_baseline = &peak_loop;
