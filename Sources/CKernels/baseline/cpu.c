#include "../include/CKernels.h"

#if defined(__x86_64__)
// The compiler's run-time asks CPUID and, through XGETBV, whether the system saves the YMM and ZMM
// state; a processor's AVX-512 under a system that does not save it is reported as absent.
uint32_t ck_features(void) {
    __builtin_cpu_init();
    uint32_t features = 0;
    if (__builtin_cpu_supports("avx2")) features |= CK_FEATURE_AVX2;
    if (__builtin_cpu_supports("fma")) features |= CK_FEATURE_FMA;
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
        features |= CK_FEATURE_AVX512;
    if (__builtin_cpu_supports("avx512vnni")) features |= CK_FEATURE_AVX512_VNNI;
    return features;
}
#else
uint32_t ck_features(void) { return 0; }
#endif
