#define _GNU_SOURCE
#include "../include/CKernels.h"

#if defined(__x86_64__)
#include <cpuid.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif

/// AMX's tile state. The processor has it (leaf 7, EDX bit 24), the system saves it (XCR0 bits 17 and 18), and
/// the kernel grants it to this process: without the request the first tile instruction is a fault
/// (Linux, Documentation/arch/x86/xstate.rst).
static int tiles_are_granted(uint32_t leaf7d) {
#if defined(__linux__)
    uint32_t a, b, c, d;
    if (!(leaf7d & 1u << 24) || !__get_cpuid(1, &a, &b, &c, &d) || !(c & bit_OSXSAVE)) return 0;
    uint32_t low, high;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    if ((low >> 17 & 3) != 3) return 0;
    const long requestPermission = 0x1023, tileData = 18;
    return syscall(SYS_arch_prctl, requestPermission, tileData) == 0;
#else
    return 0;
#endif
}

// The compiler's run-time asks CPUID and, through XGETBV, whether the system saves the YMM and ZMM
// state; a processor's AVX-512 under a system that does not save it is reported as absent.
// What older run-times do not know is asked here (Intel SDM, volume 2, CPUID, leaf 7).
uint32_t ck_features(void) {
    __builtin_cpu_init();
    uint32_t features = 0;
    if (__builtin_cpu_supports("avx2")) features |= CK_FEATURE_AVX2;
    if (__builtin_cpu_supports("fma")) features |= CK_FEATURE_FMA;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        features |= CK_FEATURE_AVX512;
    if (__builtin_cpu_supports("avx512vnni")) features |= CK_FEATURE_AVX512_VNNI;
    uint32_t a, b, c, d;
    if (__get_cpuid_count(7, 1, &a, &b, &c, &d) && a & 1u << 4 && features & CK_FEATURE_AVX2)
        features |= CK_FEATURE_AVX_VNNI;
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d) && tiles_are_granted(d)) {
        if (d & 1u << 25) features |= CK_FEATURE_AMX_INT8;
        if (d & 1u << 22) features |= CK_FEATURE_AMX_BF16;
    }
    return features;
}
#else
uint32_t ck_features(void) { return 0; }
#endif
