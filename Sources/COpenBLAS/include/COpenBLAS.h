#pragma once
// FP32 products and convolutions on OpenBLAS, and their gradients, as tables of kernels; without BENCH_OPENBLAS there are
// none.

#include <CKernels.h>

/// The library's version, `0.3.21`; NULL where it was not compiled in.
const char *cob_version(void);
/// Of so many threads those that this build of the library can use: all or one.
int cob_threads(int threads);
/// Products and dense convolutions, from now on all of them on so many threads; NULL where the library was not compiled
/// in. What is not a 1×1 convolution with stride 1 is gathered into a matrix in the workspace (im2col) at each call.
const CKKernels *cob_product(int threads);
/// The product of an output's gradient with transposed weights, of 1×1 layers with stride 1 alone: what each output pixel says
/// of the inputs under its taps. `pack` takes the weights of the layer that it is the gradient of, and no bias.
const CKKernels *cob_transposed(void);
/// Gradients by the weights; convolutions gather their input as above.
const CKGradients *cob_gradients(void);
