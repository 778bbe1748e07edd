import Kernels
import Models

/// Two networks of MLPerf Tiny, batch normalisation folded in.
enum MLPerfNetworks {
    /// Keyword spotting: DS-CNN.
    static func kws() throws -> Network {
        let small = ImageShape(height: 25, width: 5, channels: 64)
        var steps: [Network.Step] = [
            .init(
                name: "stem",
                shape: .layer(
                    .convolution(
                        .init(
                            inputHeight: 49, inputWidth: 10, inputChannels: 1, outputChannels: 64, kernelHeight: 10,
                            kernelWidth: 4, strideHeight: 2, strideWidth: 2, padding: .same))),
                inputs: [0], clamp: relu)
        ]
        for block in 1...4 {
            for (name, kernel) in [("dw", 3), ("pw", 1)] {
                let shape = convolution(small, 64, kernel, 1)
                let layer = kernel == 3 ? LayerShape.depthwise(shape) : .convolution(shape)
                steps.append(
                    .init(name: "\(name)\(block)", shape: .layer(layer), inputs: [steps.count], clamp: relu))
            }
        }
        return try Network(steps + head(small, classes: 12, after: steps.count))
    }

    /// Image classification: ResNet-8.
    static func ic() throws -> Network {
        var steps: [Network.Step] = []
        func add(
            _ name: String, _ image: ImageShape, _ filters: Int, _ kernel: Int, _ stride: Int, _ input: Int,
            _ clamp: ClosedRange<Float>
        ) -> Int {
            steps.append(
                .init(
                    name: name, shape: .layer(.convolution(convolution(image, filters, kernel, stride))),
                    inputs: [input], clamp: clamp))
            return steps.count
        }
        var image = ImageShape(height: 32, width: 32, channels: 3)
        var tensor = add("stem", image, 16, 3, 1, 0, relu)
        image.channels = 16
        for (filters, stride) in [(16, 1), (32, 2), (64, 2)] {
            let small = ImageShape(height: image.height / stride, width: image.width / stride, channels: filters)
            let first = add("first", image, filters, 3, stride, tensor, relu)
            let second = add("second", small, filters, 3, 1, first, none)
            let skip = stride == 1 ? tensor : add("skip", image, filters, 1, stride, tensor, none)
            steps.append(.init(name: "add", shape: .addition(small), inputs: [second, skip], clamp: relu))
            (tensor, image) = (steps.count, small)
        }
        return try Network(steps + head(image, classes: 10, after: tensor))
    }

    private static let relu: ClosedRange<Float> = 0...Float.infinity
    private static let none: ClosedRange<Float> = -Float.infinity ... .infinity

    private static func convolution(
        _ image: ImageShape, _ filters: Int, _ kernel: Int, _ stride: Int
    ) -> ConvolutionShape {
        ConvolutionShape(
            inputHeight: image.height, inputWidth: image.width, inputChannels: image.channels, outputChannels: filters,
            kernelHeight: kernel, kernelWidth: kernel, strideHeight: stride, strideWidth: stride, padding: .same)
    }

    /// The mean of each channel, and classes by it.
    private static func head(_ image: ImageShape, classes: Int, after tensor: Int) -> [Network.Step] {
        var pool = convolution(image, image.channels, 1, 1)
        (pool.kernelHeight, pool.kernelWidth, pool.padding) = (image.height, image.width, .valid)
        return [
            .init(name: "pool", shape: .layer(.averagePool(pool)), inputs: [tensor], clamp: none),
            .init(
                name: "fc", shape: .layer(.gemm(.init(m: 1, n: classes, k: image.channels))), inputs: [tensor + 1],
                clamp: none),
        ]
    }
}
