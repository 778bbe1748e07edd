import Kernels
import Statistics

@testable import Models

extension Network.Step {
    static let relu: ClosedRange<Float> = 0...Float.infinity
    static let none: ClosedRange<Float> = -Float.infinity ... .infinity

    /// A SAME convolution of the image that `image` is.
    static func convolution(
        _ name: String, _ image: ImageShape, to filters: Int, kernel: Int = 3, stride: Int = 1, from tensor: Int,
        clamp: ClosedRange<Float> = relu
    ) -> Network.Step {
        let shape = ConvolutionShape(
            inputHeight: image.height, inputWidth: image.width, inputChannels: image.channels,
            outputChannels: filters, kernelHeight: kernel, kernelWidth: kernel, strideHeight: stride,
            strideWidth: stride, padding: .same)
        return .init(name: name, shape: .layer(.convolution(shape)), inputs: [tensor], clamp: clamp)
    }

    static func depthwise(_ name: String, _ image: ImageShape, from tensor: Int) -> Network.Step {
        let shape = ConvolutionShape(
            inputHeight: image.height, inputWidth: image.width, inputChannels: image.channels,
            outputChannels: image.channels, kernelHeight: 3, kernelWidth: 3, padding: .same)
        return .init(name: name, shape: .layer(.depthwise(shape)), inputs: [tensor], clamp: relu)
    }

    static func addition(_ name: String, _ image: ImageShape, of tensors: (Int, Int)) -> Network.Step {
        .init(name: name, shape: .addition(image), inputs: [tensors.0, tensors.1], clamp: relu)
    }

    static func globalPool(_ name: String, _ image: ImageShape, from tensor: Int) -> Network.Step {
        let shape = ConvolutionShape(
            inputHeight: image.height, inputWidth: image.width, inputChannels: image.channels,
            outputChannels: image.channels, kernelHeight: image.height, kernelWidth: image.width, padding: .valid)
        return .init(name: name, shape: .layer(.averagePool(shape)), inputs: [tensor], clamp: none)
    }

    static func fullyConnected(_ name: String, _ inputs: Int, to outputs: Int, from tensor: Int) -> Network.Step {
        .init(
            name: name, shape: .layer(.gemm(GEMMShape(m: 1, n: outputs, k: inputs))), inputs: [tensor], clamp: none)
    }
}

extension Network {
    /// Every kind of step: the network of Fixtures/make_reference.py.
    static func residual() throws -> Network {
        let (large, small) = (
            ImageShape(height: 8, width: 8, channels: 8), ImageShape(height: 4, width: 4, channels: 6)
        )
        return try Network([
            .convolution("stem", ImageShape(height: 8, width: 8, channels: 3), to: 8, from: 0),
            .convolution("first", large, to: 6, stride: 2, from: 1), .depthwise("second", small, from: 2),
            .convolution("skip", large, to: 6, kernel: 1, stride: 2, from: 1, clamp: Step.none),
            .addition("add", small, of: (3, 4)), .globalPool("pool", small, from: 5),
            .fullyConnected("fc", 6, to: 5, from: 6),
        ])
    }

    /// Steps of 1×1 images that take what any step before them made, one or two tensors of it.
    static func random(using generator: inout SeededGenerator) throws -> Network {
        let width = 1 + generator.integer(below: 200)
        let image = ImageShape(height: 1, width: 1, channels: width)
        var steps: [Step] = [.convolution("first", image, to: width, kernel: 1, from: 0)]
        var unused: Set<Int> = [1]
        for _ in 0..<generator.integer(below: 20) {
            // As many channels everywhere that there may be additions, but for taps on the way.
            let a = 1 + generator.integer(below: steps.count)
            let b = unused.min() ?? a
            if generator.integer(below: 2) == 0 {
                steps.append(.addition("add", image, of: (a, b)))
                unused.subtract([a, b])
            } else {
                steps.append(.convolution("conv", image, to: width, kernel: 1, from: a))
                unused.remove(a)
            }
            unused.insert(steps.count)
        }
        while unused.count > 1 {
            let pair = unused.sorted().prefix(2)
            steps.append(.addition("join", image, of: (pair[0], pair[1])))
            unused.subtract(pair)
            unused.insert(steps.count)
        }
        return try Network(steps)
    }
}
