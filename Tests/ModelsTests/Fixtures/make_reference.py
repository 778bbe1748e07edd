"""A residual network in NumPy: python3 make_reference.py > reference.json

All numbers are multiples of powers of two, and sums stay short, so FP64 is exact in any order of summation.
"""
import json
import numpy as np


def numbers(count, seed):
    """As ReferenceTests.numbers makes them."""
    return np.array([((i * 37 + seed * 11) % 19 - 9) / 16 for i in range(count)])


def same(size, kernel, stride):
    """TensorFlow's padding: output size, rows before, rows after."""
    out = -(-size // stride)
    total = max((out - 1) * stride + kernel - size, 0)
    return out, total // 2, total - total // 2


def convolution(x, filters, kernel, stride, seed, relu):
    height, top, bottom = same(x.shape[0], kernel, stride)
    width, left, right = same(x.shape[1], kernel, stride)
    padded = np.pad(x, ((top, bottom), (left, right), (0, 0)))
    weights = numbers(kernel * kernel * x.shape[2] * filters, seed).reshape(kernel, kernel, x.shape[2], filters)
    bias = numbers(filters, seed + 1)
    out = np.zeros((height, width, filters))
    for row in range(height):
        for column in range(width):
            window = padded[row * stride:row * stride + kernel, column * stride:column * stride + kernel]
            out[row, column] = np.tensordot(window, weights, axes=3) + bias
    return np.maximum(out, 0) if relu else out


def depthwise(x, kernel, stride, seed):
    height, top, bottom = same(x.shape[0], kernel, stride)
    width, left, right = same(x.shape[1], kernel, stride)
    padded = np.pad(x, ((top, bottom), (left, right), (0, 0)))
    weights = numbers(kernel * kernel * x.shape[2], seed).reshape(kernel, kernel, x.shape[2])
    bias = numbers(x.shape[2], seed + 1)
    out = np.zeros((height, width, x.shape[2]))
    for row in range(height):
        for column in range(width):
            window = padded[row * stride:row * stride + kernel, column * stride:column * stride + kernel]
            out[row, column] = (window * weights).sum(axis=(0, 1)) + bias
    return np.maximum(out, 0)


x = numbers(8 * 8 * 3, 1).reshape(8, 8, 3)
stem = convolution(x, 8, 3, 1, 2, True)
first = convolution(stem, 6, 3, 2, 4, True)
second = depthwise(first, 3, 1, 6)
skip = convolution(stem, 6, 1, 2, 8, False)
added = np.maximum(second + skip, 0)
pooled = added.mean(axis=(0, 1))
output = pooled @ numbers(6 * 5, 10).reshape(6, 5) + numbers(5, 11)
print(json.dumps({"added": added.flatten().tolist(), "output": output.tolist()}))
