"""Files of the Python package safetensors 0.8.0: pip install numpy safetensors==0.8.0; python3 make_tensors.py

types.safetensors    every type that is read, awkward names, a scalar and an empty tensor; its numbers are in tensors.json
native.safetensors   the network of make_reference.py in this project's layout
pytorch.safetensors  the same in PyTorch's
flatten.safetensors  a network in PyTorch's layout whose last layer takes an image whole; tensors.json has what it makes

own.safetensors is TensorFileTests.own() as this project writes it; safetensors 0.8.0 reads it.
"""
import json
import numpy as np
from safetensors import TensorSpec, serialize


def save(name, tensors, metadata):
    """Arrays of 16-bit numbers under the type bfloat16 are taken as its bits, which NumPy does not have."""
    arrays = {key: (dtype, np.ascontiguousarray(array).reshape(array.shape)) for key, (dtype, array) in tensors.items()}
    specs = {
        key: TensorSpec(dtype=dtype, shape=array.shape, data_ptr=array.ctypes.data, data_len=array.nbytes)
        for key, (dtype, array) in arrays.items()
    }
    with open(name, "wb") as file:
        file.write(bytes(serialize(specs, metadata=metadata)))


def typed(array):
    return array.dtype.name, array


def numbers(count, seed):
    """As ReferenceTests.numbers makes them."""
    return np.array([((i * 37 + seed * 11) % 19 - 9) / 16 for i in range(count)], np.float32)


# Types.
real = [0.0, -0.0, 1.0, -2.5, 0.1, 65504.0]
floats = {"f64": np.array(real + [1e300, 5e-324]), "f32": np.array(real + [3e38, 1e-45], np.float32),
          "f16": np.array(real + [6e-8, -6.1e-5], np.float16)}
brain = np.array(real + [3e38, 1e-40], np.float32).view(np.uint32) >> 16
integers = {name: np.array([np.iinfo(name).min, np.iinfo(name).max, 1], name)
            for name in ["int8", "uint8", "int16", "int32", "int64", "uint64"]}
tensors = {name: typed(array.reshape(2, -1)) for name, array in floats.items()}
tensors |= {name: typed(array) for name, array in integers.items()}
tensors["bf16"] = ("bfloat16", brain.astype(np.uint16).reshape(4, 2))
tensors["bool"] = typed(np.array([True, False, True]))
tensors["scalar"] = typed(np.array(2.5, np.float32))
tensors["empty"] = typed(np.zeros((3, 0, 2), np.float32))
tensors["é/ü \"\\\b\f\n\r\t\x01\x1f\x7f 重み 😀"] = typed(np.array([7], np.int8))
save("types.safetensors", tensors, {"écrit par": "a \"test\"\n"})
expected = {name: array.flatten().astype(np.float32 if name != "f64" else np.float64).astype(float).tolist()
            for name, array in floats.items()}
expected["bf16"] = (brain.astype(np.uint32) << 16).view(np.float32).astype(float).tolist()
expected["int8"] = integers["int8"].tolist()

# The network of make_reference.py: kernel height, kernel width, inputs (0 if depthwise), outputs, seed.
steps = {"stem": (3, 3, 3, 8, 2), "first": (3, 3, 8, 6, 4), "second": (3, 3, 0, 6, 6), "skip": (1, 1, 8, 6, 8),
         "fc": (1, 1, 6, 5, 10)}
native, pytorch = {}, {}
for name, (height, width, inputs, outputs, seed) in steps.items():
    weights = numbers(height * width * max(inputs, 1) * outputs, seed)
    bias = typed(numbers(outputs, seed + 1))
    native |= {f"{name}.weight": typed(weights.reshape(-1, outputs)), f"{name}.bias": bias}
    theirs = weights.reshape(height, width, max(inputs, 1), outputs).transpose(3, 2, 0, 1)
    pytorch |= {f"{name}.weight": typed(theirs.reshape(outputs, inputs) if name == "fc" else theirs),
                f"{name}.bias": bias}
save("native.safetensors", native, {"layout": "native"})
save("pytorch.safetensors", pytorch, {"layout": "pytorch"})

# Channels first all the way, as PyTorch computes it: 4×3 with 2 channels, a 2×2 convolution to 3 channels, a depthwise
# layer of 2×1, then all its 2·2·3 numbers to 4.
image = numbers(2 * 4 * 3, 21).reshape(2, 4, 3)
kernel, kernel_bias = numbers(3 * 2 * 2 * 2, 22).reshape(3, 2, 2, 2), numbers(3, 23)
channelwise, channelwise_bias = numbers(3 * 2, 24).reshape(3, 1, 2, 1), numbers(3, 25)
dense, dense_bias = numbers(4 * 12, 26).reshape(4, 12), numbers(4, 27)
made = np.array([[[(image[:, y:y + 2, x:x + 2].astype(float) * kernel[o]).sum() + kernel_bias[o]
                   for x in range(2)] for y in range(3)] for o in range(3)])
made = np.array([[[(made[c, y:y + 2, x] * channelwise[c, 0, :, 0]).sum() + channelwise_bias[c]
                   for x in range(2)] for y in range(2)] for c in range(3)])
save("flatten.safetensors", {
    "conv.weight": typed(kernel), "conv.bias": typed(kernel_bias), "taps.weight": typed(channelwise),
    "taps.bias": typed(channelwise_bias), "fc.weight": typed(dense), "fc.bias": typed(dense_bias)},
    {"layout": "pytorch"})
expected["flatten.input"] = image.transpose(1, 2, 0).flatten().astype(float).tolist()
expected["flatten.output"] = (dense.astype(float) @ made.flatten() + dense_bias).tolist()

with open("tensors.json", "w") as file:
    json.dump(expected, file)
    file.write("\n")
