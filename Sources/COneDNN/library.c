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

/// Sets the threads that the calling thread's parallel regions get; NULL where there is no such function. The library
/// brings an OpenMP runtime, the compiler's or another.
static void (*threadSetter(void))(int) { return (void (*)(int))dlsym(RTLD_DEFAULT, "omp_set_num_threads"); }

const char *con_unusable(void) {
#if DNNL_CPU_THREADING_RUNTIME != DNNL_RUNTIME_OMP && DNNL_CPU_THREADING_RUNTIME != DNNL_RUNTIME_SEQ
    return "oneDNN was built with a threading runtime that cannot be held to one thread here; "
           "use one with OpenMP or without threads";
#else
    if (dnnl_version()->major != DNNL_VERSION_MAJOR)
        return "oneDNN's library and header are of different versions; build with the header of the library installed";
    if (DNNL_CPU_THREADING_RUNTIME == DNNL_RUNTIME_OMP && threadSetter() == NULL)
        return "oneDNN's OpenMP runtime has no omp_set_num_threads to be seen, so nothing limits its threads; "
               "link it with the compiler's OpenMP runtime as a shared library, or use a oneDNN without threads";
    return NULL;
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
    // A oneDNN with threads is unusable where there is none.
    void (*const set)(int) = threadSetter();
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
