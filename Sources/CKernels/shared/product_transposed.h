// Gradient of an FP32 product by its input: the product of the output's gradient with the transposed weights, the taps in
// reverse order. The layer is the gradient's own, from the output's channels to the input's; its weights are those of the
// product that it is the gradient of, packed without a transposed copy.

#include "product_fp32.h"
#include "transposition.h"

static void gradient_pack_panel(const CKLayer *l, const float *weights, const Panel *at, char *panel) {
    const int64_t rows = l->outputChannels, depth = l->inputChannels, taps = l->kernelHeight * l->kernelWidth;
    const int64_t lanes = at->vectors * LANES, first = at->start * LANES;
    const int64_t columns = rows - first < lanes ? rows - first : lanes;
    memset(panel, 0, (size_t)(HEADER * at->vectors * VECTOR_BYTES));
    float *to = (float *)(panel + HEADER * at->vectors * VECTOR_BYTES);
    if (columns < lanes) memset(to, 0, (size_t)(taps * depth * lanes) * sizeof(float));
    for (int64_t tap = 0; tap < taps; tap++)
        transposed(
            columns, depth, weights + ((taps - 1 - tap) * rows + first) * depth, depth, to + tap * depth * lanes, lanes);
}

static void gradient_pack(
    const CKLayer *l, const void *weights, const void *bias, const float *multipliers, void *packed)
{
    for (Panel panel = panel_first(l);; panel_next(&panel)) {
        gradient_pack_panel(l, weights, &panel, (char *)packed + panel.start * vector_bytes(l));
        if (panel.left == 0) return;
    }
}

static const CKKernels transposed_kernels = {
    product_packed_bytes, product_workspace_bytes, gradient_pack, product_run};
