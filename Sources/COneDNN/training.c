#include "COneDNN.h"

#ifdef BENCH_ONEDNN
#include "primitive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPERANDS = 4 };

/// A primitive with the memory that its calls take.
typedef struct {
    dnnl_primitive_t primitive;
    dnnl_memory_t scratchpad;
    void *scratch;
    /// The operands, and behind them the scratchpad.
    dnnl_exec_arg_t arguments[OPERANDS + 1];
    /// Where the operands lie.
    const void *data[OPERANDS];
    int count;
} Call;

struct CONTraining {
    CKLayer layer;
    dnnl_stream_t stream;
    Call passes[CON_PASSES];
    /// The weights of each pass, from the user's or, of their gradient, to the user's.
    Call reorders[CON_PASSES];
    size_t weightBytes[CON_PASSES];
    /// The gradient as the library has it; NULL where that is the user's layout.
    void *weightGradient;
    /// What failed first; empty where nothing has.
    char failure[256];
};

/// Whether a step succeeded; the first that did not is kept.
static bool succeeded(CONTraining *t, const char *step, dnnl_status_t status) {
    if (status == dnnl_success) return true;
    if (t->failure[0] == 0)
        snprintf(t->failure, sizeof t->failure, "oneDNN: %s failed: %s", step, dnnl_status2str(status));
    return false;
}

static void *allocate(CONTraining *t, size_t bytes) {
    void *const memory = aligned_alloc(64, (bytes + 64) / 64 * 64);
    succeeded(t, "allocating memory", memory == NULL ? dnnl_out_of_memory : dnnl_success);
    return memory;
}

const char *con_training_failure(const CONTraining *t) { return t == NULL || t->failure[0] == 0 ? NULL : t->failure; }

static void destroyCall(Call *call) {
    for (int i = 0; i < call->count; i++) dnnl_memory_destroy(call->arguments[i].memory);
    if (call->scratchpad != NULL) dnnl_memory_destroy(call->scratchpad);
    if (call->primitive != NULL) dnnl_primitive_destroy(call->primitive);
    free(call->scratch);
}

void con_training_destroy(CONTraining *t) {
    if (t == NULL) return;
    for (con_pass pass = CON_FORWARD; pass < CON_PASSES; pass++) {
        destroyCall(&t->passes[pass]);
        destroyCall(&t->reorders[pass]);
    }
    if (t->stream != NULL) dnnl_stream_destroy(t->stream);
    free(t->weightGradient);
    free(t);
}

static bool addOperand(CONTraining *t, Call *call, int argument, con_md description) {
    dnnl_memory_t memory = NULL;
    if (!succeeded(
            t, "making memory for an argument",
            dnnl_memory_create(&memory, description, con_engine(), DNNL_MEMORY_NONE)))
        return false;
    call->arguments[call->count++] = (dnnl_exec_arg_t){.arg = argument, .memory = memory};
    return true;
}

/// The primitive of a descriptor, with operands that have the descriptors which `queries` ask for.
static bool makeCall(
    CONTraining *t, Call *call, dnnl_primitive_desc_t description, int count, const int *arguments,
    const dnnl_query_t *queries, const int *indices
) {
    if (!succeeded(t, "making a primitive", dnnl_primitive_create(&call->primitive, description))) return false;
    for (int i = 0; i < count; i++)
        if (!addOperand(t, call, arguments[i], dnnl_primitive_desc_query_md(description, queries[i], indices[i])))
            return false;
    const con_md scratchpad = dnnl_primitive_desc_query_md(description, dnnl_query_scratchpad_md, 0);
    call->scratch = allocate(t, dnnl_memory_desc_get_size(scratchpad));
    if (call->scratch == NULL
        || !succeeded(
            t, "making a scratchpad", dnnl_memory_create(&call->scratchpad, scratchpad, con_engine(), call->scratch)))
        return false;
    call->arguments[count] = (dnnl_exec_arg_t){.arg = DNNL_ARG_SCRATCHPAD, .memory = call->scratchpad};
    return true;
}

static bool makePass(CONTraining *t, const con_task *task, con_pass pass, dnnl_primitive_desc_t description) {
    static const struct {
        int count, arguments[OPERANDS];
        dnnl_query_t queries[OPERANDS];
        int indices[OPERANDS];
    } operands[CON_PASSES] = {
        [CON_FORWARD] = {
            4, {DNNL_ARG_SRC, DNNL_ARG_WEIGHTS, DNNL_ARG_BIAS, DNNL_ARG_DST},
            {dnnl_query_src_md, dnnl_query_weights_md, dnnl_query_weights_md, dnnl_query_dst_md}, {0, 0, 1, 0}},
        [CON_INPUT_GRADIENT] = {
            3, {DNNL_ARG_DIFF_DST, DNNL_ARG_WEIGHTS, DNNL_ARG_DIFF_SRC},
            {dnnl_query_diff_dst_md, dnnl_query_weights_md, dnnl_query_diff_src_md}, {0}},
        [CON_WEIGHT_GRADIENT] = {
            3, {DNNL_ARG_SRC, DNNL_ARG_DIFF_DST, DNNL_ARG_DIFF_WEIGHTS},
            {dnnl_query_src_md, dnnl_query_diff_dst_md, dnnl_query_diff_weights_md}, {0}},
    };
    const char *name = "";
    if (!succeeded(
            t, "asking for the implementation's name",
            dnnl_primitive_desc_query(description, dnnl_query_impl_info_str, 0, &name)))
        return false;
    // Orders of magnitude slower, it is not what anybody would use.
    if (strncmp(name, "ref", 3) == 0) {
        snprintf(
            t->failure, sizeof t->failure,
            "oneDNN has only a reference implementation of this layer's gradients on this processor; "
            "use another backend");
        return false;
    }
    const char *const defect = con_defect(task, name);
    if (defect != NULL) {
        snprintf(t->failure, sizeof t->failure, "%s", defect);
        return false;
    }
    return makeCall(
        t, &t->passes[pass], description, operands[pass].count, operands[pass].arguments, operands[pass].queries,
        operands[pass].indices);
}

/// The reorder of a pass's weights.
static bool makeReorder(
    CONTraining *t, const con_task *task, con_kind kind, con_pass pass, dnnl_primitive_desc_t description
) {
    const bool isGradient = pass == CON_WEIGHT_GRADIENT;
    const con_md packed = dnnl_primitive_desc_query_md(
        description, isGradient ? dnnl_query_diff_weights_md : dnnl_query_weights_md, 0);
    t->weightBytes[pass] = (dnnl_memory_desc_get_size(packed) + 63) / 64 * 64;
    dnnl_primitive_desc_t reorder;
    if (!succeeded(
            t, "describing the reorder of the weights",
            con_training_reorder(task, kind, packed, !isGradient, &reorder)))
        return false;
    const int arguments[] = {DNNL_ARG_FROM, DNNL_ARG_TO}, indices[] = {0, 0};
    const dnnl_query_t queries[] = {dnnl_query_src_md, dnnl_query_dst_md};
    bool made = makeCall(t, &t->reorders[pass], reorder, 2, arguments, queries, indices);
    if (isGradient
        && !dnnl_memory_desc_equal(
            dnnl_primitive_desc_query_md(reorder, dnnl_query_src_md, 0),
            dnnl_primitive_desc_query_md(reorder, dnnl_query_dst_md, 0))) {
        t->weightGradient = allocate(t, t->weightBytes[pass]);
        made = made && t->weightGradient != NULL;
    }
    dnnl_primitive_desc_destroy(reorder);
    return made;
}

/// 2.6's 1×1 convolutions for AVX2 gather the pixels of strided ones in the scratchpad, and write beyond its end (by up to
/// 656 bytes in some hundred shapes tried).
static bool overflows(const CKLayer *l) {
    return DNNL_VERSION_MAJOR == 2 && l->kernelHeight == 1 && l->kernelWidth == 1
        && (l->strideHeight > 1 || l->strideWidth > 1);
}

CONTraining *con_training_prepare(const CKLayer *layer, int64_t batch, bool depthwise, bool product) {
    CONTraining *const t = calloc(1, sizeof *t);
    if (t == NULL) return NULL;
    if (overflows(layer)) {
        snprintf(
            t->failure, sizeof t->failure,
            "oneDNN 2 writes beyond its memory in strided 1×1 convolutions; use oneDNN 3 or another backend");
        return t;
    }
    con_set_threads(1);
    t->layer = *layer;
    const con_task task = {.layer = &t->layer, .depthwise = depthwise, .batch = batch};
    const con_kind kind = product ? CON_INNER_PRODUCT : CON_CONVOLUTION;
    dnnl_primitive_desc_t descriptions[CON_PASSES];
    const dnnl_status_t status = con_training_descs(&task, kind, descriptions);
    if (status == dnnl_unimplemented)
        snprintf(
            t->failure, sizeof t->failure,
            "oneDNN has no gradients of this layer on this processor; use another backend");
    bool made = succeeded(t, "describing the primitives", status)
        && succeeded(
            t, "making a stream", dnnl_stream_create(&t->stream, con_engine(), dnnl_stream_default_flags));
    for (con_pass pass = CON_FORWARD; pass < CON_PASSES; pass++) {
        made = made && makePass(t, &task, pass, descriptions[pass])
            && makeReorder(t, &task, kind, pass, descriptions[pass]);
        if (descriptions[pass] != NULL) dnnl_primitive_desc_destroy(descriptions[pass]);
    }
    return t;
}

size_t con_training_packed_bytes(const CONTraining *t) {
    return t->weightBytes[CON_FORWARD] + (size_t)t->layer.outputChannels * sizeof(float);
}

size_t con_training_transposed_bytes(const CONTraining *t) { return t->weightBytes[CON_INPUT_GRADIENT]; }

/// Computes with the operands in these places.
static void execute(CONTraining *t, Call *call, const void *const data[OPERANDS]) {
    // A change of address costs the library some hundred nanoseconds.
    for (int i = 0; i < call->count; i++) {
        if (data[i] == call->data[i]) continue;
        if (!succeeded(
                t, "setting an operand", dnnl_memory_set_data_handle(call->arguments[i].memory, (void *)data[i])))
            return;
        call->data[i] = data[i];
    }
    succeeded(t, "computing", dnnl_primitive_execute(call->primitive, t->stream, call->count + 1, call->arguments));
}

void con_training_pack(CONTraining *t, const float *weights, const float *bias, void *packed) {
    execute(t, &t->reorders[CON_FORWARD], (const void *[OPERANDS]){weights, packed});
    memcpy((char *)packed + t->weightBytes[CON_FORWARD], bias, (size_t)t->layer.outputChannels * sizeof(float));
}

void con_training_pack_transposed(CONTraining *t, const float *weights, void *packed) {
    execute(t, &t->reorders[CON_INPUT_GRADIENT], (const void *[OPERANDS]){weights, packed});
}

void con_training_run(CONTraining *t, const void *packed, const float *input, float *output) {
    const void *const bias = (const char *)packed + t->weightBytes[CON_FORWARD];
    execute(t, &t->passes[CON_FORWARD], (const void *[OPERANDS]){input, packed, bias, output});
}

void con_training_input_gradient(CONTraining *t, const void *packed, const float *gradient, float *inputGradient) {
    execute(t, &t->passes[CON_INPUT_GRADIENT], (const void *[OPERANDS]){gradient, packed, inputGradient});
}

void con_training_weight_gradient(
    CONTraining *t, const float *input, const float *gradient, float *weightGradient
) {
    float *const sums = t->weightGradient == NULL ? weightGradient : t->weightGradient;
    execute(t, &t->passes[CON_WEIGHT_GRADIENT], (const void *[OPERANDS]){input, gradient, sums});
    if (sums == weightGradient) return;
    execute(t, &t->reorders[CON_WEIGHT_GRADIENT], (const void *[OPERANDS]){sums, weightGradient});
}

#else

CONTraining *con_training_prepare(const CKLayer *layer, int64_t batch, bool depthwise, bool product) {
    return (void)layer, (void)batch, (void)depthwise, (void)product, NULL;
}
void con_training_destroy(CONTraining *training) { (void)training; }
const char *con_training_failure(const CONTraining *training) { return (void)training, NULL; }
size_t con_training_packed_bytes(const CONTraining *training) { return (void)training, 0; }
size_t con_training_transposed_bytes(const CONTraining *training) { return (void)training, 0; }
void con_training_pack(CONTraining *training, const float *weights, const float *bias, void *packed) {
    (void)training, (void)weights, (void)bias, (void)packed;
}
void con_training_pack_transposed(CONTraining *training, const float *weights, void *transposed) {
    (void)training, (void)weights, (void)transposed;
}
void con_training_run(CONTraining *training, const void *packed, const float *input, float *output) {
    (void)training, (void)packed, (void)input, (void)output;
}
void con_training_input_gradient(
    CONTraining *training, const void *transposed, const float *gradient, float *inputGradient
) {
    (void)training, (void)transposed, (void)gradient, (void)inputGradient;
}
void con_training_weight_gradient(
    CONTraining *training, const float *input, const float *gradient, float *weightGradient
) {
    (void)training, (void)input, (void)gradient, (void)weightGradient;
}

#endif
