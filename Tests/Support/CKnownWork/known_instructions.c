#include "CKnownWork.h"

unsigned long known_instructions(unsigned long iterations)
{
    unsigned long left = iterations;
#if defined(__x86_64__)
    __asm__ volatile("1: decq %0\n\tjnz 1b" : "+r"(left) : : "cc");
    return 2 * iterations;
#elif defined(__aarch64__)
    __asm__ volatile("1: subs %0, %0, #1\n\tb.ne 1b" : "+r"(left) : : "cc");
    return 2 * iterations;
#else
    return 0 * left;
#endif
}
