// From columns back to an image: what the taps of each output pixel say of the input pixels under them is summed.

#include "../include/CKernels.h"

/// image[pixel] += columns[output pixel][tap], channel by channel; padding is dropped.
/// - columns: outputHeight·outputWidth rows of kernelHeight·kernelWidth·inputChannels floats.
static void columns_add(const CKLayer *l, const float *restrict columns, float *restrict image) {
    const int64_t channels = l->inputChannels, run = l->kernelWidth * channels;
    for (int64_t y = 0; y < l->outputHeight; y++)
        for (int64_t x = 0; x < l->outputWidth; x++) {
            const int64_t left = x * l->strideWidth - l->padLeft;
            const int64_t first = left < 0 ? -left : 0;
            const int64_t room = l->inputWidth - left, last = room < l->kernelWidth ? room : l->kernelWidth;
            for (int64_t ky = 0; ky < l->kernelHeight; ky++, columns += run) {
                const int64_t row = y * l->strideHeight - l->padTop + ky;
                if (row < 0 || row >= l->inputHeight) continue;
                float *to = image + (row * l->inputWidth + left) * channels;
                for (int64_t i = first * channels; i < last * channels; i++) to[i] += columns[i];
            }
        }
}
