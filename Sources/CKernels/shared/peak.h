// Peak loops: chains of accumulations in registers, nothing loaded or stored.
//
// The file that includes this defines
//   PEAK_CHAINS                     independent chains: enough to hide the latency, few enough for
//                                   the registers
//   peak_vector, peak_value()       an operand whose elements are all 1
//   PEAK_ELEMENT                    of a sum; PEAK_REAL(element), if it is not a number of C
//   peak_zero(), peak_step(sum, a, b)
//   PEAK_MACS                       multiply–accumulates of one step
//   PEAK_KEEP                       the assembler's constraint for a peak_vector
// The emulation, which has no such registers, defines PEAK_OPAQUE(x).

#include "../include/CKernels.h"
#include <string.h>

#define PEAK_STEPS 4
#if !defined(PEAK_REAL)
#define PEAK_REAL(element) (double)(element)
#endif

/// An empty assembler statement that may change the operand: nothing is hoisted, merged or removed.
#if !defined(PEAK_OPAQUE)
#define PEAK_OPAQUE(x) __asm__ volatile("" : PEAK_KEEP(x))
#endif

/// The sum of all sums: so many products, as each is 1.
static double peak_run(int64_t iterations) {
    peak_vector a = peak_value(), b = peak_value(), sums[PEAK_CHAINS];
    PEAK_OPAQUE(b);
    _Pragma("clang loop unroll(full)") for (int i = 0; i < PEAK_CHAINS; i++) {
        sums[i] = peak_zero();
        PEAK_OPAQUE(sums[i]);
    }
    for (int64_t n = 0; n < iterations; n++) {
        _Pragma("clang loop unroll(full)") for (int s = 0; s < PEAK_STEPS; s++)
            _Pragma("clang loop unroll(full)") for (int i = 0; i < PEAK_CHAINS; i++) {
                PEAK_OPAQUE(a);
                sums[i] = peak_step(sums[i], a, b);
            }
    }
    PEAK_ELEMENT elements[PEAK_CHAINS * (sizeof(peak_vector) / sizeof(PEAK_ELEMENT))];
    memcpy(elements, sums, sizeof sums);
    double total = 0;
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++) total += PEAK_REAL(elements[i]);
    return total;
}

static const CKPeakLoop peak_loop = {(int64_t)PEAK_STEPS * PEAK_CHAINS * PEAK_MACS, peak_run};
