#include "COneDNN.h"

#ifdef BENCH_ONEDNN
#include "primitive.h"

#include <dlfcn.h>
#include <stdio.h>

const char *con_version(void) {
    static char text[32];
    const dnnl_version_t *const version = dnnl_version();
    snprintf(text, sizeof text, "%d.%d.%d", version->major, version->minor, version->patch);
    return text;
}

const char *con_unusable(void) {
#if DNNL_CPU_THREADING_RUNTIME != DNNL_RUNTIME_OMP && DNNL_CPU_THREADING_RUNTIME != DNNL_RUNTIME_SEQ
    return "oneDNN was built with a threading runtime that cannot be held to one thread here; "
           "use one with OpenMP or without threads";
#else
    return dnnl_version()->major != DNNL_VERSION_MAJOR ? "oneDNN's library and header are of different versions" : NULL;
#endif
}

static bool includes(dnnl_cpu_isa_t have, dnnl_cpu_isa_t want) { return (have & want) == want; }

bool con_saturates(void) {
#if defined(__x86_64__)
    const dnnl_cpu_isa_t isa = dnnl_get_effective_cpu_isa();
    return !includes(isa, dnnl_cpu_isa_avx512_core_vnni) && !includes(isa, dnnl_cpu_isa_avx2_vnni);
#else
    return false;
#endif
}

int con_threads(int threads) {
#if DNNL_CPU_THREADING_RUNTIME == DNNL_RUNTIME_OMP
    return threads;
#else
    return (void)threads, 1;
#endif
}

static void nothing(void *context) { (void)context; }

void con_set_threads(int threads) {
    // The library brings an OpenMP runtime, the compiler's or another; it keeps the number by thread.
    void (*const set)(int) = (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads");
    if (set != NULL) set(threads);
    if (threads == 1) return;
    // A parallel region as GCC compiles it, which other runtimes understand, too.
    void (*const parallel)(void (*)(void *), void *, unsigned, unsigned) =
        (void (*)(void (*)(void *), void *, unsigned, unsigned))dlsym(RTLD_DEFAULT, "GOMP_parallel");
    if (parallel != NULL) parallel(nothing, NULL, (unsigned)threads, 0);
}

#else

const char *con_version(void) { return NULL; }
const char *con_unusable(void) { return NULL; }
bool con_saturates(void) { return false; }
int con_threads(int threads) { return (void)threads, 1; }
CONKernel *con_prepare(const CKLayer *layer, bool depthwise, const float *multipliers, int threads) {
    return (void)layer, (void)depthwise, (void)multipliers, (void)threads, NULL;
}
void con_destroy(CONKernel *kernel) { (void)kernel; }
const char *con_failure(const CONKernel *kernel) { return (void)kernel, NULL; }
const char *con_implementation(const CONKernel *kernel) { return (void)kernel, ""; }
size_t con_packed_bytes(const CONKernel *kernel) { return (void)kernel, 0; }
CONWeights *con_bind(CONKernel *kernel, void *packed) { return (void)kernel, (void)packed, NULL; }
void con_unbind(CONWeights *weights) { (void)weights; }
void con_pack(CONKernel *kernel, CONWeights *packed, const void *weights, const void *bias) {
    (void)kernel, (void)packed, (void)weights, (void)bias;
}
void con_run(CONKernel *kernel, CONWeights *packed, const void *input, void *output) {
    (void)kernel, (void)packed, (void)input, (void)output;
}

#endif
