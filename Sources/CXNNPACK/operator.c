#include "CXNNPACK.h"

#ifdef BENCH_XNNPACK

#if !__has_include(<xnnpack.h>)
#error "trait XNNPACK: xnnpack.h not found; install libxnnpack-dev, or build without the trait"
#endif
#include <pthread.h>
#include <pthreadpool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xnnpack.h>

#ifdef XNN_FLAG_DONT_SPIN_WORKERS
#error "trait XNNPACK: this XNNPACK splits setting up from reshaping; the one of February 2022 is needed"
#endif

/// Threads of the kernels that were prepared while it was the current one.
typedef struct {
    pthreadpool_t threads;
    size_t count;
    /// Those kernels, and one more as long as it is the current one.
    size_t owners;
} Pool;

struct CXNKernel {
    CKLayer layer;
    bool depthwise;
    /// NULL for the calling thread alone.
    Pool *pool;
    /// Its own copy; NULL for FP32.
    float *multipliers;
    /// Weights as the library wants them: output channel by output channel. Depthwise ones lie so already.
    void *transposed;
    /// What failed first, in preparing the kernel or in a call of it; empty where nothing has.
    char failure[256];
};

struct CXNWeights {
    xnn_operator_t operator;
    const void *input;
    void *output;
};

bool cxn_compiled(void) { return true; }

const char *cxn_unusable(void) {
    return xnn_initialize(NULL) == xnn_status_success ? NULL : "XNNPACK supports no kernels for this processor";
}

size_t cxn_slack(void) { return XNN_EXTRA_BYTES; }

static const char *statusText(enum xnn_status status) {
    switch (status) {
    case xnn_status_success: return "success";
    case xnn_status_uninitialized: return "uninitialized";
    case xnn_status_invalid_parameter: return "invalid parameter";
    case xnn_status_invalid_state: return "invalid state";
    case xnn_status_unsupported_parameter: return "unsupported parameter";
    case xnn_status_unsupported_hardware: return "unsupported hardware";
    case xnn_status_out_of_memory: return "out of memory";
    }
    return "unknown status";
}

/// Whether a step succeeded; the first that did not is kept.
static bool succeeded(CXNKernel *k, const char *step, enum xnn_status status) {
    if (status == xnn_status_success) return true;
    if (k->failure[0] == 0)
        snprintf(k->failure, sizeof k->failure, "XNNPACK: %s failed: %s", step, statusText(status));
    return false;
}

static bool allocated(CXNKernel *k, const void *memory) {
    return succeeded(k, "allocating memory", memory == NULL ? xnn_status_out_of_memory : xnn_status_success);
}

const char *cxn_failure(const CXNKernel *k) { return k == NULL || k->failure[0] == 0 ? NULL : k->failure; }

static size_t depth(const CKLayer *l) { return (size_t)(l->kernelHeight * l->kernelWidth * l->inputChannels); }

static pthread_mutex_t poolLock = PTHREAD_MUTEX_INITIALIZER;

/// Under the lock.
static void disown(Pool *pool) {
    if (pool == NULL || --pool->owners > 0) return;
    pthreadpool_destroy(pool->threads);
    free(pool);
}

/// A pool of so many threads; NULL where they cannot be had.
static Pool *newPool(size_t count) {
    Pool *const pool = malloc(sizeof *pool);
    if (pool == NULL) return NULL;
    *pool = (Pool){.threads = pthreadpool_create(count), .count = count, .owners = 1};
    if (pool->threads != NULL && pthreadpool_get_threads_count(pool->threads) == count) return pool;
    if (pool->threads != NULL) pthreadpool_destroy(pool->threads);
    free(pool);
    return NULL;
}

/// Gives the kernel the pool of all kernels: its threads spin for a while after each call, and those of several would
/// be in each other's way. Another number of threads makes another the current one; the old ends with its last kernel.
static bool joinPool(CXNKernel *k, int threads) {
    static Pool *current;
    if (threads <= 1) return true;
    pthread_mutex_lock(&poolLock);
    if (current == NULL || current->count != (size_t)threads) {
        disown(current);
        current = newPool((size_t)threads);
    }
    k->pool = current;
    if (current != NULL) current->owners++;
    pthread_mutex_unlock(&poolLock);
    if (k->pool != NULL) return true;
    snprintf(
        k->failure, sizeof k->failure,
        "XNNPACK's pthreadpool could not start %d threads; ask for fewer, or raise the limits on memory and threads",
        threads);
    return false;
}

static pthreadpool_t threadsOf(const CXNKernel *k) { return k->pool == NULL ? NULL : k->pool->threads; }

void cxn_destroy(CXNKernel *k) {
    if (k == NULL) return;
    pthread_mutex_lock(&poolLock);
    disown(k->pool);
    pthread_mutex_unlock(&poolLock);
    free(k->multipliers);
    free(k->transposed);
    free(k);
}

CXNWeights *cxn_weights(void) { return calloc(1, sizeof(CXNWeights)); }

void cxn_free(CXNWeights *w) {
    if (w->operator != NULL) xnn_delete_operator(w->operator);
    free(w);
}

/// K×N to N×K.
static const void *transposed(CXNKernel *k, const void *weights) {
    const size_t rows = depth(&k->layer), columns = (size_t)k->layer.outputChannels;
    if (k->multipliers == NULL) {
        const float *from = weights;
        float *to = k->transposed;
        for (size_t i = 0; i < columns; i++)
            for (size_t j = 0; j < rows; j++) *to++ = from[j * columns + i];
    } else {
        const int8_t *from = weights;
        int8_t *to = k->transposed;
        for (size_t i = 0; i < columns; i++)
            for (size_t j = 0; j < rows; j++) *to++ = from[j * columns + i];
    }
    return k->transposed;
}

/// An operator, which packs the weights.
static enum xnn_status create(CXNKernel *k, const void *weights, const void *bias, xnn_operator_t *operator) {
    const CKLayer *l = &k->layer;
    const void *own = k->depthwise ? weights : transposed(k, weights);
    const uint32_t top = (uint32_t)l->padTop, left = (uint32_t)l->padLeft;
    const int64_t below = (l->outputHeight - 1) * l->strideHeight + l->kernelHeight - l->inputHeight - l->padTop;
    const int64_t beside = (l->outputWidth - 1) * l->strideWidth + l->kernelWidth - l->inputWidth - l->padLeft;
    // What a stride leaves over at the end is not read by itself.
    const uint32_t bottom = below > 0 ? (uint32_t)below : 0, right = beside > 0 ? (uint32_t)beside : 0;
    const uint32_t groups = k->depthwise ? (uint32_t)l->inputChannels : 1;
    const size_t inputs = (size_t)l->inputChannels, outputs = (size_t)l->outputChannels;
    const uint32_t flags = k->depthwise ? XNN_FLAG_DEPTHWISE_CONVOLUTION : 0;
    const uint32_t height = (uint32_t)l->kernelHeight, width = (uint32_t)l->kernelWidth;
    const uint32_t down = (uint32_t)l->strideHeight, across = (uint32_t)l->strideWidth;
    if (k->multipliers == NULL)
        return xnn_create_convolution2d_nhwc_f32(
            top, right, bottom, left, height, width, down, across, 1, 1, groups, inputs / groups, outputs / groups,
            inputs, outputs, own, bias, l->low, l->high, flags, operator);
    // With scales of 1 for input and output a weight's scale is the multiplier.
    return xnn_create_convolution2d_nhwc_qc8(
        top, right, bottom, left, height, width, down, across, 1, 1, groups, inputs / groups, outputs / groups,
        inputs, outputs, (int8_t)l->inputZeroPoint, 1, k->multipliers, own, bias, (int8_t)l->outputZeroPoint, 1,
        (int8_t)(l->low + (float)l->outputZeroPoint), (int8_t)(l->high + (float)l->outputZeroPoint), flags, operator);
}

void cxn_pack(CXNKernel *k, CXNWeights *w, const void *weights, const void *bias) {
    if (!allocated(k, w)) return;
    if (w->operator != NULL) xnn_delete_operator(w->operator);
    memset(w, 0, sizeof *w);
    succeeded(k, "packing weights", create(k, weights, bias, &w->operator));
}

/// Fails where the library makes no operator of these parameters; what it refuses does not depend on the weights.
static void tryOut(CXNKernel *k) {
    const size_t n = (size_t)k->layer.outputChannels;
    void *const zeros = calloc(depth(&k->layer) * n + n, sizeof(float));
    if (!allocated(k, zeros)) return;
    xnn_operator_t trial = NULL;
    const enum xnn_status status = create(k, zeros, zeros, &trial);
    if (trial != NULL) xnn_delete_operator(trial);
    free(zeros);
    const bool isRefused = status == xnn_status_invalid_parameter || status == xnn_status_unsupported_parameter;
    succeeded(
        k,
        isRefused ? "making an operator (multipliers must lie from 2^-32 to 256, and bounds must differ)"
                  : "making an operator",
        status);
}

CXNKernel *cxn_prepare(const CKLayer *layer, bool depthwise, const float *multipliers, int threads) {
    CXNKernel *const k = calloc(1, sizeof *k);
    if (k == NULL) return NULL;
    const size_t n = (size_t)layer->outputChannels;
    k->layer = *layer;
    k->depthwise = depthwise;
    if (!joinPool(k, threads)) return k;
    if (multipliers != NULL) {
        k->multipliers = malloc(n * sizeof(float));
        if (!allocated(k, k->multipliers)) return k;
        memcpy(k->multipliers, multipliers, n * sizeof(float));
    }
    if (!depthwise) {
        k->transposed = malloc(depth(layer) * n * (multipliers == NULL ? sizeof(float) : 1));
        if (!allocated(k, k->transposed)) return k;
    }
    tryOut(k);
    return k;
}

void cxn_run(CXNKernel *k, CXNWeights *w, const void *input, void *output) {
    // Packing has failed, and told so.
    if (w == NULL || w->operator == NULL) return;
    if (input != w->input || output != w->output) {
        const size_t height = (size_t)k->layer.inputHeight, width = (size_t)k->layer.inputWidth;
        const enum xnn_status status =
            k->multipliers == NULL
            ? xnn_setup_convolution2d_nhwc_f32(w->operator, 1, height, width, input, output, threadsOf(k))
            : xnn_setup_convolution2d_nhwc_qc8(w->operator, 1, height, width, input, output, threadsOf(k));
        if (!succeeded(k, "setting up an operator", status)) return;
        w->input = input;
        w->output = output;
    }
    succeeded(k, "computing", xnn_run_operator(w->operator, threadsOf(k)));
}

#else

bool cxn_compiled(void) { return false; }
const char *cxn_unusable(void) { return NULL; }
size_t cxn_slack(void) { return 0; }
CXNKernel *cxn_prepare(const CKLayer *layer, bool depthwise, const float *multipliers, int threads) {
    return (void)layer, (void)depthwise, (void)multipliers, (void)threads, NULL;
}
void cxn_destroy(CXNKernel *kernel) { (void)kernel; }
const char *cxn_failure(const CXNKernel *kernel) { return (void)kernel, NULL; }
CXNWeights *cxn_weights(void) { return NULL; }
void cxn_free(CXNWeights *weights) { (void)weights; }
void cxn_pack(CXNKernel *kernel, CXNWeights *packed, const void *weights, const void *bias) {
    (void)kernel, (void)packed, (void)weights, (void)bias;
}
void cxn_run(CXNKernel *kernel, CXNWeights *packed, const void *input, void *output) {
    (void)kernel, (void)packed, (void)input, (void)output;
}

#endif
