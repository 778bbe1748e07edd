// For clock_gettime, which C's standard has not.
#define _GNU_SOURCE
#include "COneDNN.h"

#ifdef BENCH_ONEDNN
#include "primitive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    /// Positions in CONWeights.arguments.
    WEIGHTS, BIAS, INPUT, OUTPUT, SCRATCHPAD,
    /// 3.x only.
    SCALES, INPUT_ZERO, OUTPUT_ZERO, ARGUMENTS,
};

enum {
    /// Calls that choose among primitives: the shortest of so many is one that nothing else delayed.
    TRIALS = 100,
    /// No call begins later than this, 20 ms: large layers, of which one call tells enough, would take seconds.
    TRIALS_NANOSECONDS = 20000000,
};

struct CONKernel {
    CKLayer layer;
    /// Its own copy; NULL for FP32.
    float *multipliers;
    dnnl_stream_t stream;
    dnnl_primitive_desc_t description;
    dnnl_primitive_t primitive, reorder;
    dnnl_memory_t userWeights, scratchpad, scales, inputZero, outputZero;
    void *scratch, *reorderScratch;
    dnnl_memory_t reorderScratchpad;
    /// Weights times 2, for a library that halves them; NULL where it does not.
    int8_t *doubled;
    size_t weightCount, weightBytes;
    char implementation[128];
    /// What failed first, in making the kernel or in a call of it; empty where nothing has.
    char failure[256];
};

struct CONWeights {
    void *packed;
    const void *input;
    void *output;
    int count;
    dnnl_exec_arg_t arguments[ARGUMENTS];
};

/// Whether a step succeeded; the first that did not is kept.
static bool succeeded(CONKernel *k, const char *step, dnnl_status_t status) {
    if (status == dnnl_success) return true;
    if (k->failure[0] == 0)
        snprintf(k->failure, sizeof k->failure, "oneDNN: %s failed: %s", step, dnnl_status2str(status));
    return false;
}

static bool allocated(CONKernel *k, const void *memory) {
    return succeeded(k, "allocating memory", memory == NULL ? dnnl_out_of_memory : dnnl_success);
}

const char *con_failure(const CONKernel *k) { return k == NULL || k->failure[0] == 0 ? NULL : k->failure; }

/// Places of an array's end where vectors may be stored whole.
static size_t rounded(size_t bytes) { return (bytes + 63) / 64 * 64; }

// 2.6 halves the weights of signed activations where it must sum with VPMADDUBSW (it shifts the
// activations to unsigned ones); rounded to 6 bits and a sign they would not be the layer's. Weights within ±63
// given to it as their doubles are halved without loss.
static bool halvesWeights(const con_task *task) {
    return task->multipliers != NULL && task->layer->signedActivations && con_saturates();
}

static void destroy(dnnl_memory_t memory) {
    if (memory != NULL) dnnl_memory_destroy(memory);
}

void con_destroy(CONKernel *k) {
    if (k == NULL) return;
    destroy(k->userWeights);
    destroy(k->scratchpad);
    destroy(k->reorderScratchpad);
    destroy(k->scales);
    destroy(k->inputZero);
    destroy(k->outputZero);
    if (k->primitive != NULL) dnnl_primitive_destroy(k->primitive);
    if (k->reorder != NULL) dnnl_primitive_destroy(k->reorder);
    if (k->description != NULL) dnnl_primitive_desc_destroy(k->description);
    if (k->stream != NULL) dnnl_stream_destroy(k->stream);
    free(k->multipliers);
    free(k->scratch);
    free(k->reorderScratch);
    free(k->doubled);
    free(k);
}

static con_md describedMemory(const CONKernel *k, dnnl_query_t what, int index) {
    return dnnl_primitive_desc_query_md(k->description, what, index);
}

/// A memory object over a new buffer of its size.
static bool makeMemory(CONKernel *k, dnnl_memory_t *memory, void **buffer, con_md description) {
    *buffer = aligned_alloc(64, rounded(dnnl_memory_desc_get_size(description) + 1));
    return allocated(k, *buffer)
        && succeeded(k, "making a scratchpad", dnnl_memory_create(memory, description, con_engine(), *buffer));
}

static bool makeReorder(CONKernel *k, const con_task *task, con_kind kind) {
    dnnl_primitive_desc_t reorder;
    if (!succeeded(
            k, "describing the reorder of the weights", con_weights_reorder(task, kind, k->description, &reorder)))
        return false;
    const con_md user = dnnl_primitive_desc_query_md(reorder, dnnl_query_src_md, 0);
    const con_md scratch = dnnl_primitive_desc_query_md(reorder, dnnl_query_scratchpad_md, 0);
    const bool made =
        succeeded(k, "making the reorder of the weights", dnnl_primitive_create(&k->reorder, reorder))
        && succeeded(
            k, "making memory for weights",
            dnnl_memory_create(&k->userWeights, user, con_engine(), DNNL_MEMORY_NONE))
        && makeMemory(k, &k->reorderScratchpad, &k->reorderScratch, scratch);
    dnnl_primitive_desc_destroy(reorder);
    return made;
}

/// The arguments that 3.x wants at each execution.
static bool makeQuantisation(CONKernel *k) {
#if DNNL_VERSION_MAJOR >= 3
    if (k->multipliers == NULL) return true;
    const char *const step = "making memory for scales and zero points";
    return succeeded(k, step, con_vector(&k->scales, k->layer.outputChannels, dnnl_f32, k->multipliers))
        && succeeded(k, step, con_vector(&k->inputZero, 1, dnnl_s32, &k->layer.inputZeroPoint))
        && succeeded(k, step, con_vector(&k->outputZero, 1, dnnl_s32, &k->layer.outputZeroPoint));
#else
    (void)k;
    return true;
#endif
}

/// The kernel's own multipliers, halved where the weights will be doubled.
static bool makeMultipliers(CONKernel *k, const con_task *task) {
    if (task->multipliers == NULL) return true;
    const size_t n = (size_t)k->layer.outputChannels;
    k->multipliers = malloc(n * sizeof(float));
    if (!allocated(k, k->multipliers)) return false;
    if (halvesWeights(task)) {
        k->doubled = malloc(k->weightCount);
        if (!allocated(k, k->doubled)) return false;
    }
    for (size_t i = 0; i < n; i++) k->multipliers[i] = task->multipliers[i] * (k->doubled != NULL ? 0.5f : 1);
    return true;
}

static const char *kindName(con_kind kind) {
    switch (kind) {
    case CON_CONVOLUTION: return "convolution";
    case CON_INNER_PRODUCT: return "inner product";
    case CON_MATMUL: return "matmul";
    }
    return "";
}

static bool makePrimitive(CONKernel *k, const con_task *task, con_kind kind) {
    const dnnl_status_t status = con_primitive_desc(task, kind, &k->description);
    if (status == dnnl_unimplemented) {
        snprintf(
            k->failure, sizeof k->failure, "oneDNN has no %s for this layer on this processor; use another backend",
            kindName(kind));
        return false;
    }
    if (!succeeded(k, "describing the primitive", status)) return false;
    const char *name = "";
    if (!succeeded(
            k, "asking for the implementation's name",
            dnnl_primitive_desc_query(k->description, dnnl_query_impl_info_str, 0, &name)))
        return false;
    // A reference implementation, orders of magnitude slower, is not what anybody would use.
    if (strncmp(name, "ref", 3) == 0) {
        snprintf(
            k->failure, sizeof k->failure,
            "oneDNN has only a reference implementation of this layer on this processor; use another backend");
        return false;
    }
    const char *const defect = con_defect(task, name);
    if (defect != NULL) {
        snprintf(k->failure, sizeof k->failure, "%s", defect);
        return false;
    }
    snprintf(k->implementation, sizeof k->implementation, "%s %s", kindName(kind), name);
    return succeeded(k, "making the primitive", dnnl_primitive_create(&k->primitive, k->description));
}

/// A kernel told to the library as `kind`, which has failed where the library has none; NULL where memory is short.
static CONKernel *makeKernel(const con_task *task, con_kind kind) {
    CONKernel *k = calloc(1, sizeof *k);
    if (k == NULL) return NULL;
    const CKLayer *l = task->layer;
    k->layer = *l;
    k->weightCount = (size_t)(l->kernelHeight * l->kernelWidth * (task->depthwise ? 1 : l->inputChannels))
        * (size_t)l->outputChannels;
    if (!makeMultipliers(k, task)) return k;
    const con_task own = {.layer = &k->layer, .depthwise = task->depthwise, .multipliers = k->multipliers, .batch = 1};
    if (succeeded(
            k, "making a stream", dnnl_stream_create(&k->stream, con_engine(), dnnl_stream_default_flags))
        && makePrimitive(k, &own, kind)
        && makeMemory(k, &k->scratchpad, &k->scratch, describedMemory(k, dnnl_query_scratchpad_md, 0))
        && makeReorder(k, &own, kind) && makeQuantisation(k))
        k->weightBytes = rounded(dnnl_memory_desc_get_size(describedMemory(k, dnnl_query_weights_md, 0)));
    return k;
}

const char *con_implementation(const CONKernel *k) { return k->implementation; }

/// The packed buffer begins with the address of its CONWeights, written by whoever binds it.
static const size_t headerBytes = 64;

size_t con_packed_bytes(const CONKernel *k) {
    return headerBytes + k->weightBytes + rounded((size_t)k->layer.outputChannels * sizeof(float));
}

static void add(CONWeights *w, int argument, dnnl_memory_t memory) {
    w->arguments[w->count++] = (dnnl_exec_arg_t){.arg = argument, .memory = memory};
}

static bool addDescribed(CONWeights *w, CONKernel *k, int argument, dnnl_query_t what, int index, void *data) {
    dnnl_memory_t memory = NULL;
    const dnnl_status_t status = dnnl_memory_create(&memory, describedMemory(k, what, index), con_engine(), data);
    add(w, argument, memory);
    return succeeded(k, "making memory for an argument", status);
}

CONWeights *con_bind(CONKernel *k, void *packed) {
    CONWeights *w = calloc(1, sizeof *w);
    if (!allocated(k, w)) return NULL;
    char *const weights = (char *)packed + headerBytes;
    w->packed = packed;
    // In the order of the positions above.
    const bool made = addDescribed(w, k, DNNL_ARG_WEIGHTS, dnnl_query_weights_md, 0, weights)
        && addDescribed(w, k, DNNL_ARG_BIAS, dnnl_query_weights_md, 1, weights + k->weightBytes)
        && addDescribed(w, k, DNNL_ARG_SRC, dnnl_query_src_md, 0, DNNL_MEMORY_NONE)
        && addDescribed(w, k, DNNL_ARG_DST, dnnl_query_dst_md, 0, DNNL_MEMORY_NONE);
    if (!made) {
        con_unbind(w);
        return NULL;
    }
    add(w, DNNL_ARG_SCRATCHPAD, k->scratchpad);
#if DNNL_VERSION_MAJOR >= 3
    if (k->multipliers != NULL) {
        add(w, DNNL_ARG_ATTR_SCALES | DNNL_ARG_WEIGHTS, k->scales);
        if (k->layer.inputZeroPoint != 0) add(w, DNNL_ARG_ATTR_ZERO_POINTS | DNNL_ARG_SRC, k->inputZero);
        if (k->layer.outputZeroPoint != 0) add(w, DNNL_ARG_ATTR_ZERO_POINTS | DNNL_ARG_DST, k->outputZero);
    }
#endif
    return w;
}

void con_unbind(CONWeights *w) {
    // The rest belongs to the kernel.
    for (int i = WEIGHTS; i <= OUTPUT; i++) destroy(w->arguments[i].memory);
    free(w);
}

void con_pack(CONKernel *k, CONWeights *w, const void *weights, const void *bias) {
    if (w == NULL) return;
    const size_t n = (size_t)k->layer.outputChannels;
    if (k->doubled != NULL) {
        const int8_t *from = weights;
        for (size_t i = 0; i < k->weightCount; i++) k->doubled[i] = (int8_t)(2 * from[i]);
        weights = k->doubled;
    }
    if (!succeeded(k, "packing weights", dnnl_memory_set_data_handle(k->userWeights, (void *)weights))) return;
    const dnnl_exec_arg_t arguments[] = {
        {DNNL_ARG_FROM, k->userWeights}, {DNNL_ARG_TO, w->arguments[WEIGHTS].memory},
        {DNNL_ARG_SCRATCHPAD, k->reorderScratchpad}};
    if (!succeeded(k, "packing weights", dnnl_primitive_execute(k->reorder, k->stream, 3, arguments))) return;

    float *const to = (float *)((char *)w->packed + headerBytes + k->weightBytes);
    if (k->multipliers == NULL) {
        memcpy(to, bias, n * sizeof(float));
        return;
    }
    const float factor = k->doubled != NULL ? 2 : 1;
    for (size_t i = 0; i < n; i++) {
        to[i] = factor * (float)((const int32_t *)bias)[i];
#if DNNL_VERSION_MAJOR >= 3
        // 2.x adds the bias to the accumulator, 3.x to the scaled sum.
        to[i] *= k->multipliers[i];
#endif
    }
}

void con_run(CONKernel *k, CONWeights *w, const void *input, void *output) {
    if (w == NULL) return;
    // A change of address costs the library some hundred nanoseconds.
    if (input != w->input) {
        if (!succeeded(
                k, "setting the input",
                dnnl_memory_set_data_handle(w->arguments[INPUT].memory, (void *)input)))
            return;
        w->input = input;
    }
    if (output != w->output) {
        if (!succeeded(
                k, "setting the output", dnnl_memory_set_data_handle(w->arguments[OUTPUT].memory, output)))
            return;
        w->output = output;
    }
    succeeded(k, "computing", dnnl_primitive_execute(k->primitive, k->stream, w->count, w->arguments));
}

static int64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/// The shortest of some calls on zeros, in nanoseconds; INT64_MAX for a kernel that has failed, or fails in them.
static int64_t trialNanoseconds(CONKernel *k) {
    if (k == NULL || k->failure[0] != 0) return INT64_MAX;
    const CKLayer *l = &k->layer;
    const size_t element = k->multipliers == NULL ? sizeof(float) : 1;
    const size_t inputs = (size_t)(l->inputHeight * l->inputWidth * l->inputChannels) * element;
    const size_t outputs = (size_t)(l->outputHeight * l->outputWidth * l->outputChannels) * element;
    void *const packed = aligned_alloc(64, con_packed_bytes(k));
    void *const input = calloc(1, inputs), *const output = malloc(outputs);
    CONWeights *const weights = packed == NULL ? NULL : con_bind(k, packed);
    int64_t best = INT64_MAX;
    if (allocated(k, packed) && allocated(k, input) && allocated(k, output) && weights != NULL) {
        memset(packed, 0, con_packed_bytes(k));
        int64_t spent = 0;
        for (int i = 0; i < TRIALS && spent < TRIALS_NANOSECONDS; i++) {
            const int64_t start = nanoseconds();
            con_run(k, weights, input, output);
            const int64_t taken = nanoseconds() - start;
            spent += taken;
            if (taken < best) best = taken;
        }
    }
    if (weights != NULL) con_unbind(weights);
    free(packed);
    free(input);
    free(output);
    return k->failure[0] == 0 ? best : INT64_MAX;
}

static bool isProduct(const CKLayer *l, bool depthwise) {
    return !depthwise && l->kernelHeight == 1 && l->kernelWidth == 1 && l->strideHeight == 1 && l->strideWidth == 1;
}

/// 2.6's 8-bit depthwise kernel for AVX2 applies a wrong zero point of signed activations where it takes the
/// blocks of 8 channels one or three at a time, unless the kernel is 2 or 3 wide with stride 1 (found by trying
/// 1 ... 12 taps, 1 ... 140 channels and widths to 70).
static bool errs(const con_task *task) {
    const CKLayer *l = task->layer;
    const int64_t blocks = (l->outputChannels + 7) / 8;
    const bool even = blocks % 4 == 0 || (blocks % 2 == 0 && blocks % 3 != 0);
    const bool narrow = (l->kernelWidth == 2 || l->kernelWidth == 3) && l->strideWidth == 1;
    return DNNL_VERSION_MAJOR == 2 && task->depthwise && task->multipliers != NULL && con_saturates()
        && l->signedActivations && l->inputZeroPoint != 0 && !even && !narrow;
}

CONKernel *con_prepare(const CKLayer *layer, bool depthwise, const float *multipliers, int threads) {
    con_set_threads(con_threads(threads));
    const con_task task = {.layer = layer, .depthwise = depthwise, .multipliers = multipliers, .batch = 1};
    CONKernel *best = makeKernel(&task, CON_CONVOLUTION);
    if (best != NULL && errs(&task))
        snprintf(
            best->failure, sizeof best->failure,
            "oneDNN 2 computes depthwise layers of this shape wrongly where signed inputs have a zero point; "
            "use oneDNN 3 or unsigned activations");
    // Which of its primitives is the fastest for a product depends on the shape and on the processor. Where 8-bit
    // products saturate, convolutions alone are sound with the weights as they are given to it here.
    if (!isProduct(layer, depthwise) || (multipliers != NULL && con_saturates())) return best;
    int64_t least = trialNanoseconds(best);
    for (con_kind kind = CON_INNER_PRODUCT; kind <= CON_MATMUL; kind++) {
        CONKernel *const other = makeKernel(&task, kind);
        const int64_t taken = trialNanoseconds(other);
        if (taken < least) {
            con_destroy(best);
            best = other;
            least = taken;
        } else {
            con_destroy(other);
        }
    }
    return best;
}
#endif
