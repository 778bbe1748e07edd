#pragma once
// FP32 products and convolutions on OpenBLAS as a table of kernels; without BENCH_OPENBLAS there is none.

#include <CKernels.h>

/// The library's version, `0.3.21`; NULL where it was not compiled in.
const char *cob_version(void);
/// Of so many threads those that this build of the library can use: all or one.
int cob_threads(int threads);
/// Products and dense convolutions, from now on all of them on so many threads; NULL where the library was not compiled
/// in. What is not a 1×1 convolution with stride 1 is gathered into a matrix in the workspace (im2col) at each call.
const CKKernels *cob_product(int threads);
