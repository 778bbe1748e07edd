#pragma once
// Layers on XNNPACK's operators. Without BENCH_XNNPACK all functions are stubs, and cxn_compiled() is false.
//
// The layer is CKernels' own; weights, biases and multipliers lie as CKKernels says.

#include <CKernels.h>
#include <stdbool.h>
#include <stddef.h>

/// What one layer's operators have in common.
typedef struct CXNKernel CXNKernel;
/// An operator with its packed weights.
typedef struct CXNWeights CXNWeights;

/// Whether the library was compiled in.
bool cxn_compiled(void);
/// Why layers cannot be computed with it here; NULL where they can.
const char *cxn_unusable(void);
/// Bytes that an operator may read beyond its input.
size_t cxn_slack(void);

/// NULL where memory is short; a kernel that cannot be used has failed.
/// - multipliers: one an output channel; NULL for FP32.
/// - threads: the calling one included; all kernels share them until another number is asked for, and each keeps its own
///   for as long as it lives.
CXNKernel *cxn_prepare(const CKLayer *layer, bool depthwise, const float *multipliers, int threads);
void cxn_destroy(CXNKernel *kernel);
/// What failed first, in preparing the kernel or in any call with it since, which computed nothing then; NULL where
/// nothing has. The text is the kernel's.
const char *cxn_failure(const CXNKernel *kernel);

/// Weights without an operator; NULL where memory is short.
CXNWeights *cxn_weights(void);
void cxn_free(CXNWeights *weights);
/// Makes the operator, which packs the weights; the one before is deleted. `bias` is float, or int32_t where the
/// layer has multipliers.
void cxn_pack(CXNKernel *kernel, CXNWeights *packed, const void *weights, const void *bias);
/// Computes the layer; the operator is set up again only where input or output moved.
void cxn_run(CXNKernel *kernel, CXNWeights *packed, const void *input, void *output);
