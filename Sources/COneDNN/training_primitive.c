#ifdef BENCH_ONEDNN
#include "primitive.h"

// A memory descriptor is an object of the library in 3.x, a structure in 2.x.
#if DNNL_VERSION_MAJOR >= 3
#define TENSOR(description) (description)

static dnnl_status_t makeTensor(
    dnnl_memory_desc_t *out, int rank, const dnnl_dims_t dimensions, dnnl_format_tag_t format
) {
    return dnnl_memory_desc_create_with_tag(out, rank, dimensions, dnnl_f32, format);
}

static void destroyTensor(dnnl_memory_desc_t tensor) {
    if (tensor != NULL) dnnl_memory_desc_destroy(tensor);
}
#else
#define TENSOR(description) (&(description))

static dnnl_status_t makeTensor(
    dnnl_memory_desc_t *out, int rank, const dnnl_dims_t dimensions, dnnl_format_tag_t format
) {
    return dnnl_memory_desc_init_by_tag(out, rank, dimensions, dnnl_f32, format);
}

static void destroyTensor(dnnl_memory_desc_t tensor) { (void)tensor; }
#endif

/// What the passes of a layer read and write: gradients have the descriptors of what they are the gradients of.
typedef struct {
    dnnl_memory_desc_t input, weights, bias, output;
} Tensors;

static dnnl_status_t makeTensors(const con_description *d, Tensors *t) {
    TRY(makeTensor(&t->input, d->rank, d->input, d->activations));
    TRY(makeTensor(&t->weights, d->weightsRank, d->weights, dnnl_format_tag_any));
    TRY(makeTensor(&t->bias, 1, d->bias, dnnl_a));
    return makeTensor(&t->output, d->rank, d->output, d->activations);
}

#if DNNL_VERSION_MAJOR >= 3

static dnnl_status_t describe(
    const con_task *task, con_kind kind, const Tensors *t, dnnl_primitive_attr_t attributes,
    dnnl_primitive_desc_t out[CON_PASSES]
) {
    const dnnl_engine_t engine = con_engine();
    if (kind == CON_INNER_PRODUCT) {
        TRY(dnnl_inner_product_forward_primitive_desc_create(
            &out[CON_FORWARD], engine, dnnl_forward_training, t->input, t->weights, t->bias, t->output, attributes));
        TRY(dnnl_inner_product_backward_data_primitive_desc_create(
            &out[CON_INPUT_GRADIENT], engine, t->input, t->weights, t->output, out[CON_FORWARD], attributes));
        return dnnl_inner_product_backward_weights_primitive_desc_create(
            &out[CON_WEIGHT_GRADIENT], engine, t->input, t->weights, NULL, t->output, out[CON_FORWARD], attributes);
    }
    const con_window w = con_window_of(task->layer);
    const dnnl_dims_t dilation = {0, 0};
    TRY(dnnl_convolution_forward_primitive_desc_create(
        &out[CON_FORWARD], engine, dnnl_forward_training, dnnl_convolution_direct, t->input, t->weights, t->bias,
        t->output, w.strides, dilation, w.before, w.after, attributes));
    TRY(dnnl_convolution_backward_data_primitive_desc_create(
        &out[CON_INPUT_GRADIENT], engine, dnnl_convolution_direct, t->input, t->weights, t->output, w.strides, dilation,
        w.before, w.after, out[CON_FORWARD], attributes));
    return dnnl_convolution_backward_weights_primitive_desc_create(
        &out[CON_WEIGHT_GRADIENT], engine, dnnl_convolution_direct, t->input, t->weights, NULL, t->output, w.strides,
        dilation, w.before, w.after, out[CON_FORWARD], attributes);
}

#else

static dnnl_status_t describe(
    const con_task *task, con_kind kind, const Tensors *t, dnnl_primitive_attr_t attributes,
    dnnl_primitive_desc_t out[CON_PASSES]
) {
    dnnl_inner_product_desc_t products[CON_PASSES];
    dnnl_convolution_desc_t convolutions[CON_PASSES];
    if (kind == CON_INNER_PRODUCT) {
        TRY(dnnl_inner_product_forward_desc_init(
            &products[CON_FORWARD], dnnl_forward_training, &t->input, &t->weights, &t->bias, &t->output));
        TRY(dnnl_inner_product_backward_data_desc_init(
            &products[CON_INPUT_GRADIENT], &t->input, &t->weights, &t->output));
        TRY(dnnl_inner_product_backward_weights_desc_init(
            &products[CON_WEIGHT_GRADIENT], &t->input, &t->weights, NULL, &t->output));
    } else {
        const con_window w = con_window_of(task->layer);
        TRY(dnnl_convolution_forward_desc_init(
            &convolutions[CON_FORWARD], dnnl_forward_training, dnnl_convolution_direct, &t->input, &t->weights,
            &t->bias, &t->output, w.strides, w.before, w.after));
        TRY(dnnl_convolution_backward_data_desc_init(
            &convolutions[CON_INPUT_GRADIENT], dnnl_convolution_direct, &t->input, &t->weights, &t->output, w.strides,
            w.before, w.after));
        TRY(dnnl_convolution_backward_weights_desc_init(
            &convolutions[CON_WEIGHT_GRADIENT], dnnl_convolution_direct, &t->input, &t->weights, NULL, &t->output,
            w.strides, w.before, w.after));
    }
    for (con_pass pass = CON_FORWARD; pass < CON_PASSES; pass++)
        TRY(dnnl_primitive_desc_create(
            &out[pass],
            kind == CON_INNER_PRODUCT ? (const_dnnl_op_desc_t)&products[pass]
                                      : (const_dnnl_op_desc_t)&convolutions[pass],
            attributes, con_engine(), pass == CON_FORWARD ? NULL : out[CON_FORWARD]));
    return dnnl_success;
}

#endif

dnnl_status_t con_training_descs(const con_task *task, con_kind kind, dnnl_primitive_desc_t out[CON_PASSES]) {
    const con_description d = con_describe(task, kind);
    for (con_pass pass = CON_FORWARD; pass < CON_PASSES; pass++) out[pass] = NULL;
    dnnl_primitive_attr_t attributes;
    TRY(dnnl_primitive_attr_create(&attributes));
    Tensors tensors = {0};
    // The scratchpad is the caller's, so that a call allocates none.
    dnnl_status_t status = dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user);
    if (status == dnnl_success) status = makeTensors(&d, &tensors);
    con_begin_describing();
    if (status == dnnl_success) status = describe(task, kind, &tensors, attributes, out);
    con_end_describing();
    destroyTensor(tensors.input);
    destroyTensor(tensors.weights);
    destroyTensor(tensors.bias);
    destroyTensor(tensors.output);
    dnnl_primitive_attr_destroy(attributes);
    return status;
}

dnnl_status_t con_training_reorder(
    const con_task *task, con_kind kind, con_md packed, bool fromUser, dnnl_primitive_desc_t *out
) {
    const con_description d = con_describe(task, kind);
    dnnl_primitive_attr_t attributes;
    TRY(dnnl_primitive_attr_create(&attributes));
    dnnl_memory_desc_t user;
    dnnl_status_t status = dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user);
    if (status == dnnl_success) status = makeTensor(&user, d.weightsRank, d.weights, d.userWeights);
    if (status == dnnl_success) {
        const con_md from = fromUser ? TENSOR(user) : packed, to = fromUser ? packed : TENSOR(user);
        status = dnnl_reorder_primitive_desc_create(out, from, con_engine(), to, con_engine(), attributes);
        destroyTensor(user);
    }
    dnnl_primitive_attr_destroy(attributes);
    return status;
}
#endif
