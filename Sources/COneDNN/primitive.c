#ifdef BENCH_ONEDNN
#include "primitive.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

static dnnl_engine_t engine;

static void makeEngine(void) { dnnl_engine_create(&engine, dnnl_cpu, 0); }

dnnl_engine_t con_engine(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, makeEngine);
    return engine;
}

static pthread_mutex_t describing = PTHREAD_MUTEX_INITIALIZER;

void con_begin_describing(void) { pthread_mutex_lock(&describing); }

void con_end_describing(void) { pthread_mutex_unlock(&describing); }

const char *con_defect(const con_task *task, const char *implementation) {
    const CKLayer *l = task->layer;
    const bool errs = DNNL_VERSION_MAJOR == 2 && strncmp(implementation, "brgconv:", strlen("brgconv:")) == 0
        && l->strideWidth == 1 && l->outputWidth >= 7 && 2 * con_window_of(l).after[1] == l->outputWidth + 1;
    return errs ? "oneDNN 2 computes the middle of each row wrongly where a kernel is one or two pixels wider than it; "
                  "use oneDNN 3 or another backend"
                : NULL;
}

con_description con_describe(const con_task *task, con_kind kind) {
    const CKLayer *l = task->layer;
    const dnnl_dim_t m = task->batch * l->outputHeight * l->outputWidth, n = l->outputChannels, k = l->inputChannels;
    switch (kind) {
    case CON_MATMUL:
        return (con_description){
            .rank = 2, .weightsRank = 2, .biasRank = 2, .input = {m, k}, .weights = {k, n}, .bias = {1, n},
            .output = {m, n}, .activations = dnnl_ab, .userWeights = dnnl_ab, .scaleMask = 1 << 1};
    case CON_INNER_PRODUCT:
        return (con_description){
            .rank = 2, .weightsRank = 2, .biasRank = 1, .input = {m, k}, .weights = {n, k}, .bias = {n},
            .output = {m, n}, .activations = dnnl_ab, .userWeights = dnnl_ba, .scaleMask = 1 << 0};
    case CON_CONVOLUTION: break;
    }
    con_description d = {
        .rank = 4, .weightsRank = 4, .biasRank = 1, .input = {task->batch, k, l->inputHeight, l->inputWidth},
        .weights = {n, k, l->kernelHeight, l->kernelWidth}, .bias = {n},
        .output = {task->batch, n, l->outputHeight, l->outputWidth}, .activations = dnnl_nhwc,
        .userWeights = dnnl_hwio, .scaleMask = 1 << 0};
    if (task->depthwise) {
        const dnnl_dims_t grouped = {n, 1, 1, l->kernelHeight, l->kernelWidth};
        memcpy(d.weights, grouped, sizeof grouped);
        d.weightsRank = 5;
        d.userWeights = dnnl_hwigo;
        d.scaleMask = 1 << 0 | 1 << 1;
    }
    return d;
}

static dnnl_data_type_t activationType(const con_task *task) {
    if (task->multipliers == NULL) return dnnl_f32;
    return task->layer->signedActivations ? dnnl_s8 : dnnl_u8;
}

static dnnl_data_type_t weightType(const con_task *task) {
    return task->multipliers == NULL ? dnnl_f32 : dnnl_s8;
}

/// The fused activation; bounds that the output's type has anyway are left out.
static dnnl_status_t appendClamp(const con_task *task, dnnl_post_ops_t operations) {
    float low = task->layer->low, high = task->layer->high;
    if (task->multipliers != NULL) {
        const float zero = (float)task->layer->outputZeroPoint;
        if (low + zero <= (task->layer->signedActivations ? -128 : 0)) low = -INFINITY;
        if (high + zero >= (task->layer->signedActivations ? 127 : 255)) high = INFINITY;
    }
    if (low == -INFINITY && high == INFINITY) return dnnl_success;
    const bool isReLU = low == 0 && high == INFINITY;
    const dnnl_alg_kind_t kind = isReLU ? dnnl_eltwise_relu : dnnl_eltwise_clip;
    const float alpha = isReLU ? 0 : fmaxf(low, -3e38f), beta = isReLU ? 0 : fminf(high, 3e38f);
#if DNNL_VERSION_MAJOR >= 3
    return dnnl_post_ops_append_eltwise(operations, kind, alpha, beta);
#else
    return dnnl_post_ops_append_eltwise(operations, 1, kind, alpha, beta);
#endif
}

static dnnl_status_t setQuantisation(const con_task *task, const con_description *d, dnnl_primitive_attr_t attributes) {
    if (task->multipliers == NULL) return dnnl_success;
#if DNNL_VERSION_MAJOR >= 3
    TRY(dnnl_primitive_attr_set_scales_mask(attributes, DNNL_ARG_WEIGHTS, d->scaleMask));
    if (task->layer->inputZeroPoint != 0)
        TRY(dnnl_primitive_attr_set_zero_points_mask(attributes, DNNL_ARG_SRC, 0));
    if (task->layer->outputZeroPoint != 0)
        TRY(dnnl_primitive_attr_set_zero_points_mask(attributes, DNNL_ARG_DST, 0));
#else
    (void)d;
    TRY(dnnl_primitive_attr_set_output_scales(
        attributes, task->layer->outputChannels, 1 << 1, task->multipliers));
    if (task->layer->inputZeroPoint != 0)
        TRY(dnnl_primitive_attr_set_zero_points(attributes, DNNL_ARG_SRC, 1, 0, &task->layer->inputZeroPoint));
    if (task->layer->outputZeroPoint != 0)
        TRY(dnnl_primitive_attr_set_zero_points(attributes, DNNL_ARG_DST, 1, 0, &task->layer->outputZeroPoint));
#endif
    return dnnl_success;
}

static dnnl_status_t setAttributes(const con_task *task, const con_description *d, dnnl_primitive_attr_t attributes) {
    // The scratchpad is the caller's, so that a call allocates none.
    TRY(dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user));
    TRY(setQuantisation(task, d, attributes));
    dnnl_post_ops_t operations;
    TRY(dnnl_post_ops_create(&operations));
    dnnl_status_t status = appendClamp(task, operations);
    if (status == dnnl_success) status = dnnl_primitive_attr_set_post_ops(attributes, operations);
    dnnl_post_ops_destroy(operations);
    return status;
}

con_window con_window_of(const CKLayer *l) {
    return (con_window){
        .strides = {l->strideHeight, l->strideWidth},
        .before = {l->padTop, l->padLeft},
        .after = {
            (l->outputHeight - 1) * l->strideHeight + l->kernelHeight - l->inputHeight - l->padTop,
            (l->outputWidth - 1) * l->strideWidth + l->kernelWidth - l->inputWidth - l->padLeft}};
}

#if DNNL_VERSION_MAJOR >= 3

static dnnl_status_t describedPrimitive(
    const con_task *task, con_kind kind, const con_description *d, dnnl_primitive_attr_t attributes,
    dnnl_primitive_desc_t *out
) {
    dnnl_memory_desc_t input = NULL, weights = NULL, bias = NULL, output = NULL;
    dnnl_status_t status =
        dnnl_memory_desc_create_with_tag(&input, d->rank, d->input, activationType(task), d->activations);
    if (status == dnnl_success)
        status = dnnl_memory_desc_create_with_tag(
            &weights, d->weightsRank, d->weights, weightType(task), dnnl_format_tag_any);
    if (status == dnnl_success)
        status = dnnl_memory_desc_create_with_tag(
            &bias, d->biasRank, d->bias, dnnl_f32, d->biasRank == 1 ? dnnl_a : dnnl_ab);
    if (status == dnnl_success)
        status = dnnl_memory_desc_create_with_tag(
            &output, d->rank, d->output, activationType(task), d->activations);
    if (status == dnnl_success) {
        const con_window w = con_window_of(task->layer);
        const dnnl_dims_t dilation = {0, 0};
        switch (kind) {
        case CON_CONVOLUTION:
            status = dnnl_convolution_forward_primitive_desc_create(
                out, con_engine(), dnnl_forward_inference, dnnl_convolution_direct, input, weights, bias, output,
                w.strides, dilation, w.before, w.after, attributes);
            break;
        case CON_INNER_PRODUCT:
            status = dnnl_inner_product_forward_primitive_desc_create(
                out, con_engine(), dnnl_forward_inference, input, weights, bias, output, attributes);
            break;
        case CON_MATMUL:
            status = dnnl_matmul_primitive_desc_create(
                out, con_engine(), input, weights, bias, output, attributes);
            break;
        }
    }
    if (input != NULL) dnnl_memory_desc_destroy(input);
    if (weights != NULL) dnnl_memory_desc_destroy(weights);
    if (bias != NULL) dnnl_memory_desc_destroy(bias);
    if (output != NULL) dnnl_memory_desc_destroy(output);
    return status;
}

#else

static dnnl_status_t describedPrimitive(
    const con_task *task, con_kind kind, const con_description *d, dnnl_primitive_attr_t attributes,
    dnnl_primitive_desc_t *out
) {
    dnnl_memory_desc_t input, weights, bias, output;
    TRY(dnnl_memory_desc_init_by_tag(&input, d->rank, d->input, activationType(task), d->activations));
    TRY(dnnl_memory_desc_init_by_tag(
        &weights, d->weightsRank, d->weights, weightType(task), dnnl_format_tag_any));
    TRY(dnnl_memory_desc_init_by_tag(
        &bias, d->biasRank, d->bias, dnnl_f32, d->biasRank == 1 ? dnnl_a : dnnl_ab));
    TRY(dnnl_memory_desc_init_by_tag(&output, d->rank, d->output, activationType(task), d->activations));
    switch (kind) {
    case CON_CONVOLUTION: {
        const con_window w = con_window_of(task->layer);
        dnnl_convolution_desc_t operation;
        TRY(dnnl_convolution_forward_desc_init(
            &operation, dnnl_forward_inference, dnnl_convolution_direct, &input, &weights, &bias, &output,
            w.strides, w.before, w.after));
        return dnnl_primitive_desc_create(out, &operation, attributes, con_engine(), NULL);
    }
    case CON_INNER_PRODUCT: {
        dnnl_inner_product_desc_t operation;
        TRY(dnnl_inner_product_forward_desc_init(
            &operation, dnnl_forward_inference, &input, &weights, &bias, &output));
        return dnnl_primitive_desc_create(out, &operation, attributes, con_engine(), NULL);
    }
    case CON_MATMUL: {
        dnnl_matmul_desc_t operation;
        TRY(dnnl_matmul_desc_init(&operation, &input, &weights, &bias, &output));
        return dnnl_primitive_desc_create(out, &operation, attributes, con_engine(), NULL);
    }
    }
    return dnnl_invalid_arguments;
}

#endif

dnnl_status_t con_primitive_desc(const con_task *task, con_kind kind, dnnl_primitive_desc_t *out) {
    const con_description d = con_describe(task, kind);
    dnnl_primitive_attr_t attributes;
    TRY(dnnl_primitive_attr_create(&attributes));
    dnnl_status_t status = setAttributes(task, &d, attributes);
    con_begin_describing();
    if (status == dnnl_success) status = describedPrimitive(task, kind, &d, attributes, out);
    con_end_describing();
    dnnl_primitive_attr_destroy(attributes);
    return status;
}

dnnl_status_t con_weights_reorder(
    const con_task *task, con_kind kind, dnnl_primitive_desc_t pd, dnnl_primitive_desc_t *out
) {
    const con_description d = con_describe(task, kind);
    const con_md packed = dnnl_primitive_desc_query_md(pd, dnnl_query_weights_md, 0);
    dnnl_memory_desc_t user;
#if DNNL_VERSION_MAJOR >= 3
    TRY(dnnl_memory_desc_create_with_tag(&user, d.weightsRank, d.weights, weightType(task), d.userWeights));
    const dnnl_status_t status =
        dnnl_reorder_primitive_desc_create(out, user, con_engine(), packed, con_engine(), NULL);
    dnnl_memory_desc_destroy(user);
    return status;
#else
    TRY(dnnl_memory_desc_init_by_tag(&user, d.weightsRank, d.weights, weightType(task), d.userWeights));
    return dnnl_reorder_primitive_desc_create(out, &user, con_engine(), packed, con_engine(), NULL);
#endif
}

dnnl_status_t con_vector(dnnl_memory_t *out, int64_t count, dnnl_data_type_t type, void *data) {
    const dnnl_dims_t dimensions = {count};
    dnnl_memory_desc_t description;
#if DNNL_VERSION_MAJOR >= 3
    TRY(dnnl_memory_desc_create_with_tag(&description, 1, dimensions, type, dnnl_a));
    const dnnl_status_t status = dnnl_memory_create(out, description, con_engine(), data);
    dnnl_memory_desc_destroy(description);
    return status;
#else
    TRY(dnnl_memory_desc_init_by_tag(&description, 1, dimensions, type, dnnl_a));
    return dnnl_memory_create(out, &description, con_engine(), data);
#endif
}
#endif
