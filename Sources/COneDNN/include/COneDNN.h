#pragma once
// Layers on oneDNN, 2.6 and later or 3.x, behind one set of functions. Without BENCH_ONEDNN all of them are
// stubs, and con_version() is NULL.
//
// The layer is CKernels' own; weights, biases and multipliers lie as CKKernels says.

#include <CKernels.h>
#include <stdbool.h>
#include <stddef.h>

/// A primitive for one layer, with its scratchpad and the reorder of its weights.
typedef struct CONKernel CONKernel;
/// Packed weights in a user's buffer, and the memory objects that tell the library of it.
typedef struct CONWeights CONWeights;

/// The library's version, `2.6.3`; NULL where it was not compiled in.
const char *con_version(void);
/// Why layers cannot be computed with it here although it was compiled in; NULL where they can.
const char *con_unusable(void);
/// Whether its 8-bit products are summed by VPMADDUBSW, which saturates beyond 7-bit weights.
bool con_saturates(void);

/// Of so many threads those that this build of the library can use: all or one.
int con_threads(int threads);

/// Chooses and creates the primitive; NULL where memory is short. One that cannot be used has failed.
/// - multipliers: one an output channel; NULL for FP32.
/// - threads: for all kernels that the calling thread runs from now on.
CONKernel *con_prepare(const CKLayer *layer, bool depthwise, const float *multipliers, int threads);
void con_destroy(CONKernel *kernel);
/// What failed first, in preparing the kernel or in any call with it since, which computed nothing then; NULL where
/// nothing has. The text is the kernel's.
const char *con_failure(const CONKernel *kernel);
/// The primitive and the implementation that the library chose.
const char *con_implementation(const CONKernel *kernel);
/// Size of the packed weights in bytes, biases included.
size_t con_packed_bytes(const CONKernel *kernel);

/// Makes `packed`, aligned to 64 bytes, known to the library; NULL where that fails.
CONWeights *con_bind(CONKernel *kernel, void *packed);
void con_unbind(CONWeights *weights);
/// Writes the packed weights; `bias` is float, or int32_t where the layer has multipliers.
void con_pack(CONKernel *kernel, CONWeights *packed, const void *weights, const void *bias);
/// Computes the layer.
void con_run(CONKernel *kernel, CONWeights *packed, const void *input, void *output);

/// The primitives of a layer and its gradients in FP32, a batch at a time, with the reorders of their weights.
typedef struct CONTraining CONTraining;

/// Creates them for one thread; NULL where memory is short. What cannot be used has failed.
/// - batch: images at once, or of a product so many times the layer's pixels.
/// - product: an inner product, whose layer is a 1×1 convolution with stride 1, else a convolution.
CONTraining *con_training_prepare(const CKLayer *layer, int64_t batch, bool depthwise, bool product);
void con_training_destroy(CONTraining *training);
/// What failed first, in preparing or in any call since, which computed nothing then; NULL where nothing has.
const char *con_training_failure(const CONTraining *training);
/// Sizes of the weights as the forward pass wants them, biases included, and as the gradient by the input does.
size_t con_training_packed_bytes(const CONTraining *training);
size_t con_training_transposed_bytes(const CONTraining *training);
/// Reorders the weights for one and the other, aligned to 64 bytes.
void con_training_pack(CONTraining *training, const float *weights, const float *bias, void *packed);
void con_training_pack_transposed(CONTraining *training, const float *weights, void *transposed);
void con_training_run(CONTraining *training, const void *packed, const float *input, float *output);
void con_training_input_gradient(
    CONTraining *training, const void *transposed, const float *gradient, float *inputGradient);
/// Reorders the gradient to the layout of the weights, too.
void con_training_weight_gradient(
    CONTraining *training, const float *input, const float *gradient, float *weightGradient);
