import Kernels
import Models

/// A network for windows of a signal.
public enum ParallelModel: Codable, Sendable, Equatable {
    /// Fully connected layers of so many hidden units with ReLU between them.
    case perceptron(hidden: [Int])
    /// Convolutions along time with a kernel of 5 and a stride of 2, of so many filters each with ReLU behind, then a
    /// fully connected layer.
    case convolutional(filters: [Int])

    private static let kernel = 5, stride = 2

    /// The network for examples of a form.
    /// - Throws: `NetworkError` for sizes below 1.
    public func network(for example: ImageShape, classes: Int) throws(NetworkError) -> Network {
        var steps: [Network.Step] = []
        func add(_ name: String, _ shape: LayerShape, isLast: Bool = false) {
            steps.append(
                .init(
                    name: "\(name)\(steps.count + 1)", shape: .layer(shape), inputs: [steps.count],
                    clamp: (isLast ? -Float.infinity : 0)...Float.infinity))
        }
        var count = example.count
        switch self {
        case .perceptron(let hidden):
            for units in hidden {
                add("fc", .gemm(.init(m: 1, n: units, k: count)))
                count = units
            }
        case .convolutional(let filters):
            var image = example
            for filters in filters {
                let shape = ConvolutionShape(
                    inputHeight: image.height, inputWidth: image.width, inputChannels: image.channels,
                    outputChannels: filters, kernelHeight: Self.kernel, kernelWidth: 1, strideHeight: Self.stride,
                    padding: .same)
                add("conv", .convolution(shape))
                image = OperationShape.layer(.convolution(shape)).output
            }
            count = image.count
        }
        add("fc", .gemm(.init(m: 1, n: classes, k: count)), isLast: true)
        return try Network(steps)
    }
}
