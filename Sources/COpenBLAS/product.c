#include "COpenBLAS.h"

#include <stddef.h>

#ifdef BENCH_OPENBLAS

#if !__has_include(<cblas.h>)
#error "trait OpenBLAS: cblas.h not found; install libopenblas-dev, or build without the trait"
#endif
#include <cblas.h>
#include <string.h>

#ifndef OPENBLAS_CONST
#error "trait OpenBLAS: cblas.h is another BLAS's; make libopenblas-dev the system's choice"
#endif

const char *cob_version(void) {
    static char text[32];
    // "OpenBLAS 0.3.21 DYNAMIC_ARCH ..."
    const char *const configuration = openblas_get_config();
    const char *const from = strchr(configuration, ' ');
    if (from == NULL) return "unknown";
    const size_t length = strcspn(from + 1, " ");
    memcpy(text, from + 1, length < sizeof text ? length : sizeof text - 1);
    return text;
}

static int64_t rows(const CKLayer *l) { return l->outputHeight * l->outputWidth; }

static int64_t depth(const CKLayer *l) { return l->kernelHeight * l->kernelWidth * l->inputChannels; }

/// Whether the image is the matrix already.
static int isProduct(const CKLayer *l) {
    return l->kernelHeight == 1 && l->kernelWidth == 1 && l->strideHeight == 1 && l->strideWidth == 1;
}

// Biases, then the weights as they are: the library has no form of its own for them.
static int64_t packedBytes(const CKLayer *l) {
    return (l->outputChannels + depth(l) * l->outputChannels) * (int64_t)sizeof(float);
}

static int64_t workspaceBytes(const CKLayer *l) {
    return isProduct(l) ? 0 : rows(l) * depth(l) * (int64_t)sizeof(float);
}

static void pack(const CKLayer *l, const void *weights, const void *bias, const float *multipliers, void *packed) {
    (void)multipliers;
    const size_t biases = (size_t)l->outputChannels * sizeof(float);
    memcpy(packed, bias, biases);
    memcpy((char *)packed + biases, weights, (size_t)packedBytes(l) - biases);
}

/// A row of the matrix for each output pixel: the input under the kernel, zeros in the padding.
static void gather(const CKLayer *l, const float *input, float *to) {
    const int64_t channels = l->inputChannels;
    for (int64_t y = 0; y < l->outputHeight; y++) {
        for (int64_t x = 0; x < l->outputWidth; x++) {
            const int64_t left = x * l->strideWidth - l->padLeft;
            const int64_t first = left < 0 ? -left : 0;
            const int64_t room = l->inputWidth - left;
            const int64_t last = room < l->kernelWidth ? room : l->kernelWidth;
            for (int64_t ky = 0; ky < l->kernelHeight; ky++, to += l->kernelWidth * channels) {
                const int64_t row = y * l->strideHeight - l->padTop + ky;
                if (row < 0 || row >= l->inputHeight || first >= last) {
                    memset(to, 0, (size_t)(l->kernelWidth * channels) * sizeof(float));
                    continue;
                }
                memset(to, 0, (size_t)(first * channels) * sizeof(float));
                memcpy(
                    to + first * channels, input + (row * l->inputWidth + left + first) * channels,
                    (size_t)((last - first) * channels) * sizeof(float));
                memset(to + last * channels, 0, (size_t)((l->kernelWidth - last) * channels) * sizeof(float));
            }
        }
    }
}

static void run(const CKLayer *l, const void *packed, const void *input, void *output, void *workspace) {
    const int64_t m = rows(l), n = l->outputChannels, k = depth(l);
    const float *const bias = packed, *const weights = bias + n;
    const float *matrix = input;
    float *const to = output;
    if (!isProduct(l)) {
        gather(l, input, workspace);
        matrix = workspace;
    }
    // The library adds to what is there: the biases.
    for (int64_t i = 0; i < m; i++) memcpy(to + i * n, bias, (size_t)n * sizeof(float));
    if (m == 1)
        cblas_sgemv(
            CblasRowMajor, CblasTrans, (blasint)k, (blasint)n, 1, weights, (blasint)n, matrix, 1, 1, to, 1);
    else
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, (blasint)m, (blasint)n, (blasint)k, 1, matrix, (blasint)k,
            weights, (blasint)n, 1, to, (blasint)n);
    if (l->low == -__builtin_inff() && l->high == __builtin_inff()) return;
    const float low = l->low, high = l->high;
    for (int64_t i = 0; i < m * n; i++) to[i] = to[i] < low ? low : to[i] > high ? high : to[i];
}

int cob_threads(int threads) { return openblas_get_parallel() == OPENBLAS_SEQUENTIAL ? 1 : threads; }

const CKKernels *cob_product(int threads) {
    static const CKKernels kernels = {
        .packedBytes = packedBytes, .workspaceBytes = workspaceBytes, .pack = pack, .run = run};
    openblas_set_num_threads(threads);
    return &kernels;
}

// Weights as they are: the library turns them over by itself.
static int64_t transposedBytes(const CKLayer *l) { return depth(l) * l->outputChannels * (int64_t)sizeof(float); }

static int64_t noWorkspace(const CKLayer *l) { return (void)l, 0; }

static void packTransposed(
    const CKLayer *l, const void *weights, const void *bias, const float *multipliers, void *packed)
{
    (void)bias, (void)multipliers;
    memcpy(packed, weights, (size_t)transposedBytes(l));
}

static void runTransposed(const CKLayer *l, const void *packed, const void *input, void *output, void *workspace) {
    (void)workspace;
    const blasint m = (blasint)rows(l), n = (blasint)l->outputChannels, k = (blasint)l->inputChannels;
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1, input, k, packed, k, 0, output, n);
}

static void weightGradient(
    const CKLayer *l, const void *input, const void *gradient, void *sums, void *workspace, int32_t isFirst)
{
    const blasint m = (blasint)rows(l), n = (blasint)l->outputChannels, k = (blasint)depth(l);
    const float *matrix = input;
    if (!isProduct(l)) {
        gather(l, input, workspace);
        matrix = workspace;
    }
    cblas_sgemm(
        CblasRowMajor, CblasTrans, CblasNoTrans, k, n, m, 1, matrix, k, gradient, n, isFirst ? 0 : 1, sums, n);
}

const CKKernels *cob_transposed(void) {
    static const CKKernels kernels = {
        .packedBytes = transposedBytes, .workspaceBytes = noWorkspace, .pack = packTransposed, .run = runTransposed};
    return &kernels;
}

const CKGradients *cob_gradients(void) {
    static const CKGradients gradients = {.workspaceBytes = workspaceBytes, .weights = weightGradient};
    return &gradients;
}

#else

const CKKernels *cob_transposed(void) { return NULL; }
const CKGradients *cob_gradients(void) { return NULL; }
const char *cob_version(void) { return NULL; }
int cob_threads(int threads) { return (void)threads, 1; }
const CKKernels *cob_product(int threads) { return (void)threads, NULL; }

#endif
