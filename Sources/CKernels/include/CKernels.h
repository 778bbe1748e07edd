#pragma once
// Native kernels, one folder an instruction set, behind one table of functions for each kind of layer.
//
// Every kernel is compiled for its own instruction set whatever the target's baseline is; what the
// running machine has is asked with ck_features(). A table that was not compiled for this
// architecture is NULL.
//
// An instruction set is a folder: its vocabulary (vector.h: loads, multiply-adds, stores of some
// lanes; requantize.h) and a few lines for each kernel, which choose the register tile and include
// the algorithm from shared/. Nothing is aligned but by chance; workspaces and packed weights are
// best aligned to 64 bytes.

#include <stdint.h>

#include "CKCompression.h"
#include "CKElementwise.h"
#include "CKPositions.h"
#include "CKSelection.h"
#include "CKSparse.h"

/// A convolution over one image, channels last, with everything that the kernels ask about it.
/// A product M×K · K×N is the 1×1 convolution of a 1×M image with K channels; a depthwise layer has
/// as many output channels as input channels, and kernels of its own.
typedef struct {
    int64_t inputHeight, inputWidth, inputChannels;
    int64_t outputHeight, outputWidth, outputChannels;
    int64_t kernelHeight, kernelWidth, strideHeight, strideWidth, padTop, padLeft;
    /// The fused activation. FP32: bounds of the output. INT8: bounds minus the output's zero point.
    float low, high;
    /// INT8 only.
    int32_t inputZeroPoint, outputZeroPoint;
    /// INT8 only: activations are int8 if not zero, else uint8.
    int32_t signedActivations;
} CKLayer;

/// The kernels of one kind of layer, precision and instruction set: products (dense convolutions among them), products
/// with a single row or output pixel (gemv), and depthwise convolutions.
///
/// Weights are K×N row-major (K = kernelHeight·kernelWidth·inputChannels), or
/// kernelHeight×kernelWidth×channels for depthwise; float, or uint16_t (BF16, FP16) with float biases, or
/// int8_t with int32_t biases and one float multiplier an output channel. Nothing is read or written outside
/// the buffers of these sizes.
typedef struct {
    /// Size of the packed weights in bytes, biases and multipliers included.
    int64_t (*packedBytes)(const CKLayer *layer);
    /// Size of the scratch memory of one call in bytes; may be 0.
    int64_t (*workspaceBytes)(const CKLayer *layer);
    /// Writes the packed weights; `multipliers` is NULL for floating-point layers.
    void (*pack)(
        const CKLayer *layer, const void *weights, const void *bias, const float *multipliers,
        void *packed);
    /// Computes the layer.
    void (*run)(
        const CKLayer *layer, const void *packed, const void *input, void *output, void *workspace);
} CKKernels;

/// Gradients of dense layers in FP32, an image at a time.
typedef struct {
    /// Size of the scratch memory that `weights` needs in bytes.
    int64_t (*workspaceBytes)(const CKLayer *layer);
    /// Σ input·gradient over the output's pixels, K×N row-major as the weights are: in place of what is in `sums` if
    /// `isFirst` is not zero, else added to it.
    void (*weights)(
        const CKLayer *layer, const void *input, const void *gradient, void *sums, void *workspace, int32_t isFirst);
    /// image[pixel] += columns[output pixel][tap] for the input pixels under each tap, channel by channel: the gradient by
    /// the input from outputHeight·outputWidth rows of what each output pixel says of its K inputs.
    void (*columns)(const CKLayer *layer, const float *columns, float *image);
} CKGradients;

extern const CKGradients *const ck_gradients_baseline, *const ck_gradients_avx2, *const ck_gradients_avx512;
extern const CKGradients *const ck_gradients_neon;

/// Depthwise layers with their gradients in FP32, an image at a time; weights are kernelHeight×kernelWidth×channels, and the
/// activation is none: −∞ ... ∞.
typedef struct {
    const CKKernels *forward;
    /// The gradient by the input: `run` takes the output's gradient and writes the input's, those of the layer given. `pack`
    /// takes the layer's weights, and no bias.
    const CKKernels *inputGradient;
    /// Size of the scratch memory that `weights` needs in bytes; may be 0.
    int64_t (*workspaceBytes)(const CKLayer *layer);
    /// Σ input·gradient over the output's pixels, tap by tap: in place of what is in `sums` if `isFirst` is not zero, else
    /// added to it.
    void (*weights)(
        const CKLayer *layer, const float *input, const float *gradient, float *sums, void *workspace, int32_t isFirst);
} CKDepthwiseTraining;

extern const CKDepthwiseTraining *const ck_depthwise_training_baseline, *const ck_depthwise_training_avx2;
extern const CKDepthwiseTraining *const ck_depthwise_training_avx512, *const ck_depthwise_training_neon;

/// The product of an output's gradient with transposed weights: the gradient of a dense layer by its input. The layer is the
/// gradient's own, from the output's channels to the input's, with stride 1 and the padding that its image needs; `pack`
/// takes the weights of the layer that it is the gradient of, and no bias.
extern const CKKernels *const ck_transposed_fp32_baseline, *const ck_transposed_fp32_avx2;
extern const CKKernels *const ck_transposed_fp32_avx512, *const ck_transposed_fp32_neon;
extern const CKKernels *const ck_product_fp32_baseline;

/// Of the kernels in AVX512-FP16: numbers of K that are summed in FP16 before FP32 takes up their sum.
#define CK_FP16_CHAIN 32

extern const CKKernels *const ck_product_bf16_avx2, *const ck_gemv_bf16_avx2;
extern const CKKernels *const ck_depthwise_bf16_avx2;
extern const CKKernels *const ck_product_fp16_avx2, *const ck_gemv_fp16_avx2;
extern const CKKernels *const ck_depthwise_fp16_avx2;
extern const CKKernels *const ck_product_bf16_avx512, *const ck_gemv_bf16_avx512;
extern const CKKernels *const ck_depthwise_bf16_avx512;
extern const CKKernels *const ck_product_fp16_avx512, *const ck_gemv_fp16_avx512;
extern const CKKernels *const ck_depthwise_fp16_avx512;
extern const CKKernels *const ck_product_bf16_avx512bf16, *const ck_gemv_bf16_avx512bf16;
extern const CKKernels *const ck_product_fp16_avx512fp16, *const ck_gemv_fp16_avx512fp16;
extern const CKKernels *const ck_product_fp32_avx2, *const ck_gemv_fp32_avx2, *const ck_depthwise_fp32_avx2;
extern const CKKernels *const ck_product_int8_7bit_avx2, *const ck_gemv_int8_7bit_avx2;
extern const CKKernels *const ck_product_int8_7bit_avx512, *const ck_gemv_int8_7bit_avx512;
extern const CKKernels *const ck_gemv_int8_avx512;
extern const CKKernels *const ck_product_int8_avx2, *const ck_gemv_int8_avx2, *const ck_depthwise_int8_avx2;
extern const CKKernels *const ck_product_fp32_avx512, *const ck_gemv_fp32_avx512, *const ck_depthwise_fp32_avx512;
extern const CKKernels *const ck_product_int8_avxvnni, *const ck_gemv_int8_avxvnni;
extern const CKKernels *const ck_depthwise_int8_avxvnni;
extern const CKKernels *const ck_product_int8_avx512, *const ck_depthwise_int8_avx512;
extern const CKKernels *const ck_product_int8_avx512vnni, *const ck_gemv_int8_avx512vnni;
extern const CKKernels *const ck_depthwise_int8_avx512vnni;
extern const CKKernels *const ck_product_int8_amx, *const ck_product_bf16_amx;
extern const CKKernels *const ck_product_int4_avx2, *const ck_product_int4_avxvnni;
extern const CKKernels *const ck_product_int4_avx512vnni;
extern const CKKernels *const ck_gemv_int4_avx2, *const ck_gemv_int4_avxvnni, *const ck_gemv_int4_avx512vnni;
extern const CKKernels *const ck_product_fp32_neon, *const ck_gemv_fp32_neon, *const ck_depthwise_fp32_neon;
extern const CKKernels *const ck_product_int8_neon, *const ck_gemv_int8_neon, *const ck_depthwise_int8_neon;
extern const CKKernels *const ck_product_bf16_neon, *const ck_gemv_bf16_neon, *const ck_depthwise_bf16_neon;
extern const CKKernels *const ck_product_fp16_neon, *const ck_gemv_fp16_neon, *const ck_depthwise_fp16_neon;
extern const CKKernels *const ck_product_bf16_neonbf16, *const ck_gemv_bf16_neonbf16;
extern const CKKernels *const ck_product_fp16_neonfhm, *const ck_gemv_fp16_neonfhm;
extern const CKKernels *const ck_product_int8_dotprod, *const ck_gemv_int8_dotprod;
extern const CKKernels *const ck_product_int8_i8mm;

/// Conversions between float and 8-bit integers: q = clamp(round(x / scale) + zeroPoint), to nearest,
/// ties to even; x = (q − zeroPoint)·scale. Signed (−128 ... 127) if `isSigned` is not zero, else 0 ... 255.
/// Those between float and BF16 or FP16 (uint16_t) round likewise, keep NaN, and take no notice of the rest.
typedef struct {
    void (*quantize)(
        const float *input, void *output, int64_t count, float scale, int32_t zeroPoint, int32_t isSigned);
    void (*dequantize)(
        const void *input, float *output, int64_t count, float scale, int32_t zeroPoint, int32_t isSigned);
} CKConversion;

extern const CKConversion *const ck_conversion_avx2, *const ck_conversion_avx512;
extern const CKConversion *const ck_conversion_neon;
extern const CKConversion *const ck_conversion_bf16_neon, *const ck_conversion_fp16_neon;
extern const CKConversion *const ck_conversion_bf16_avx2, *const ck_conversion_fp16_avx2;
extern const CKConversion *const ck_conversion_bf16_avx512, *const ck_conversion_fp16_avx512;

/// What the addition of two tensors asks about them.
typedef struct {
    /// The fused activation. Floating point: bounds of the output. INT8: bounds minus the output's zero point.
    float low, high;
    /// INT8 only: inputScale / outputScale of either input.
    float firstMultiplier, secondMultiplier;
    /// INT8 only.
    int32_t firstZeroPoint, secondZeroPoint, outputZeroPoint;
    /// INT8 only: activations are int8 if not zero, else uint8.
    int32_t signedActivations;
} CKAdditionParameters;

typedef void CKAdd(
    const CKAdditionParameters *parameters, const void *first, const void *second, void *output,
    int64_t count);

/// Additions of `count` elements in each format. Floating point: clamp(a + b) in FP32, rounded to the format.
/// INT8: clamp(round((a − zero)·multiplier + (b − zero)·multiplier) + outputZeroPoint) in FP32, every operation
/// rounded to nearest, ties to even.
typedef struct {
    CKAdd *fp32, *bf16, *fp16, *int8;
} CKAddition;

extern const CKAddition *const ck_addition_avx2, *const ck_addition_avx512;
extern const CKAddition *const ck_addition_neon;

/// Loops over registers alone: the sustained arithmetic rate of an instruction sequence.
typedef struct {
    /// Multiply–accumulates of one iteration, each two operations.
    int64_t macsPerIteration;
    /// The sum of all products, each of which is 1: macsPerIteration·iterations, until a sum of floats is so large
    /// (2^24; 2^11 in FP16) that it does not grow any more.
    double (*run)(int64_t iterations);
} CKPeakLoop;

extern const CKPeakLoop *const ck_peak_fp32_baseline, *const ck_peak_int8_baseline;
extern const CKPeakLoop *const ck_peak_fp32_avx2, *const ck_peak_int8_avx2;
extern const CKPeakLoop *const ck_peak_fp32_avx512, *const ck_peak_int8_avx512vnni;
extern const CKPeakLoop *const ck_peak_bf16_avx512bf16, *const ck_peak_fp16_avx512fp16;
extern const CKPeakLoop *const ck_peak_int8_avxvnni, *const ck_peak_int8_avx512, *const ck_peak_int8_amx;
extern const CKPeakLoop *const ck_peak_int8_7bit_avx2, *const ck_peak_int8_7bit_avx512;
extern const CKPeakLoop *const ck_peak_bf16_amx;
extern const CKPeakLoop *const ck_peak_int4_avx2;
extern const CKPeakLoop *const ck_peak_fp32_neon, *const ck_peak_int8_neon;
extern const CKPeakLoop *const ck_peak_int8_dotprod, *const ck_peak_int8_i8mm;
extern const CKPeakLoop *const ck_peak_bf16_neonbf16, *const ck_peak_fp16_neonfhm, *const ck_peak_fp16_neonfp16;

/// Loops over memory: the sustained rate at which an instruction set's loads and stores move bytes. Each
/// goes `passes` times over arrays of `count` elements of 4 bytes that do not overlap; copy and triad are those
/// of STREAM (McCalpin, "Memory Bandwidth and Machine Balance in Current High Performance Computers", IEEE
/// TCCA Newsletter, December 1995).
typedef struct {
    /// The sum of all words of all passes, modulo 2^32.
    uint32_t (*read)(const void *a, int64_t count, int64_t passes);
    /// a[i] = value.
    void (*write)(float *a, float value, int64_t count, int64_t passes);
    /// a[i] = b[i].
    void (*copy)(float *a, const float *b, int64_t count, int64_t passes);
    /// a[i] = b[i] + s·c[i].
    void (*triad)(float *a, const float *b, const float *c, float s, int64_t count, int64_t passes);
} CKBandwidthLoop;

extern const CKBandwidthLoop *const ck_bandwidth_baseline;
extern const CKBandwidthLoop *const ck_bandwidth_avx2, *const ck_bandwidth_avx512;

/// What the running machine can execute; bits of ck_features(). The operating system must save the
/// registers too: a processor's AVX-512 under a system that does not is not there.
enum {
    CK_FEATURE_AVX2 = 1 << 0,
    CK_FEATURE_FMA = 1 << 1,
    /// Foundation, BW, DQ and VL together.
    CK_FEATURE_AVX512 = 1 << 2,
    CK_FEATURE_AVX512_VNNI = 1 << 3,
    /// The VEX encodings of VNNI.
    CK_FEATURE_AVX_VNNI = 1 << 4,
    /// Tiles, granted by the operating system: Linux gives their state to programs that ask for it, once.
    CK_FEATURE_AMX_INT8 = 1 << 5,
    CK_FEATURE_AMX_BF16 = 1 << 6,
    CK_FEATURE_F16C = 1 << 7,
    CK_FEATURE_AVX512_BF16 = 1 << 8,
    CK_FEATURE_AVX512_FP16 = 1 << 9,
    /// Advanced SIMD, the baseline of aarch64. Arm's begin at 16.
    CK_FEATURE_NEON = 1 << 16,
    /// SDOT and UDOT.
    CK_FEATURE_DOTPROD = 1 << 17,
    /// SMMLA and its kin.
    CK_FEATURE_I8MM = 1 << 18,
    /// Arithmetic on FP16.
    CK_FEATURE_NEON_FP16 = 1 << 19,
    /// FMLAL and its kin: products of FP16 added to FP32.
    CK_FEATURE_NEON_FHM = 1 << 20,
    /// BFDOT and its kin.
    CK_FEATURE_NEON_BF16 = 1 << 21,
};
uint32_t ck_features(void);
