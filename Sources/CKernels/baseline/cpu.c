#define _GNU_SOURCE
#include "../include/CKernels.h"

#if defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#elif defined(__aarch64__) && defined(__APPLE__)
#include <stddef.h>
#include <sys/sysctl.h>
#endif

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

/// 16-bit floating point, on top of the registers that `features` says are saved (Intel SDM, volume 2, CPUID,
/// leaves 1 and 7).
static uint32_t half_features(uint32_t features) {
    uint32_t a, b, c, d, found = 0;
    if (features & CK_FEATURE_AVX2 && __get_cpuid(1, &a, &b, &c, &d) && c & 1u << 29) found |= CK_FEATURE_F16C;
    if (!(features & CK_FEATURE_AVX512)) return found;
    if (__get_cpuid_count(7, 1, &a, &b, &c, &d) && a & 1u << 5) found |= CK_FEATURE_AVX512_BF16;
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d) && d & 1u << 23) found |= CK_FEATURE_AVX512_FP16;
    return found;
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
    features |= half_features(features);
    uint32_t a, b, c, d;
    if (__get_cpuid_count(7, 1, &a, &b, &c, &d) && a & 1u << 4 && features & CK_FEATURE_AVX2)
        features |= CK_FEATURE_AVX_VNNI;
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d) && tiles_are_granted(d)) {
        if (d & 1u << 25) features |= CK_FEATURE_AMX_INT8;
        if (d & 1u << 22) features |= CK_FEATURE_AMX_BF16;
    }
    return features;
}
#elif defined(__aarch64__) && defined(__linux__)
// Bits of the kernel's interface (arch/arm64/include/uapi/asm/hwcap.h); older headers lack their names.
#define HWCAP_HAS_ASIMD (1ul << 1)
#define HWCAP_HAS_ASIMDHP (1ul << 10)
#define HWCAP_HAS_ASIMDDP (1ul << 20)
#define HWCAP_HAS_ASIMDFHM (1ul << 23)
#define HWCAP2_HAS_I8MM (1ul << 13)
#define HWCAP2_HAS_BF16 (1ul << 14)

uint32_t ck_features(void) {
    unsigned long first = getauxval(AT_HWCAP), second = getauxval(AT_HWCAP2);
    uint32_t features = 0;
    if (first & HWCAP_HAS_ASIMD) features |= CK_FEATURE_NEON;
    if (first & HWCAP_HAS_ASIMDDP) features |= CK_FEATURE_DOTPROD;
    if (second & HWCAP2_HAS_I8MM) features |= CK_FEATURE_I8MM;
    if (first & HWCAP_HAS_ASIMDHP) features |= CK_FEATURE_NEON_FP16;
    if (first & HWCAP_HAS_ASIMDFHM) features |= CK_FEATURE_NEON_FHM;
    if (second & HWCAP2_HAS_BF16) features |= CK_FEATURE_NEON_BF16;
    return features;
}
#elif defined(__aarch64__) && defined(__APPLE__)
static int is_present(const char *name) {
    int value = 0;
    size_t size = sizeof value;
    return sysctlbyname(name, &value, &size, NULL, 0) == 0 && value != 0;
}

// Every processor of Apple's for aarch64 has Advanced SIMD. Names that a system does not know are absent.
uint32_t ck_features(void) {
    uint32_t features = CK_FEATURE_NEON;
    if (is_present("hw.optional.arm.FEAT_DotProd")) features |= CK_FEATURE_DOTPROD;
    if (is_present("hw.optional.arm.FEAT_I8MM")) features |= CK_FEATURE_I8MM;
    if (is_present("hw.optional.arm.FEAT_FP16")) features |= CK_FEATURE_NEON_FP16;
    if (is_present("hw.optional.arm.FEAT_FHM")) features |= CK_FEATURE_NEON_FHM;
    if (is_present("hw.optional.arm.FEAT_BF16")) features |= CK_FEATURE_NEON_BF16;
    return features;
}
#else
uint32_t ck_features(void) { return 0; }
#endif
