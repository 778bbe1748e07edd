import Kernels
import Models

extension KernelAllocations {
    /// A layer of each kind that kernels treat in a way of its own, an addition, and a model of them. All but the single
    /// row and the pooling are large enough for two threads.
    static func workloads() throws -> [any MeasuredWorkload] {
        let layers = [
            entry("convolution", .layer(.convolution(image(48, channels: 8, to: 32, kernel: 3, stride: 2))), .relu),
            entry("pointwise", .layer(.convolution(image(24, channels: 32, kernel: 1)))),
            entry("depthwise", .layer(.depthwise(image(24, channels: 32, kernel: 3)))),
            entry("addition", .addition(ImageShape(height: 24, width: 24, channels: 32)), .relu),
            entry("depthwise-stride", .layer(.depthwise(image(24, channels: 32, kernel: 3, stride: 2)))),
            entry("pool", .layer(.averagePool(image(12, channels: 32, kernel: 3, stride: 3, padding: .valid)))),
            entry("row", .layer(.gemm(GEMMShape(m: 1, n: 40, k: 4 * 4 * 32)))),
        ]
        let inputs = [[0], [1], [2], [3, 1], [4], [5], [6]]
        let network = try Network(
            zip(layers, inputs).map { layer, inputs in
                .init(name: layer.name, shape: layer.shape, inputs: inputs, clamp: layer.activation.clamp)
            })
        let model = ModelDefinition(name: "model", title: "", layers: layers, network: network)
        return layers.map { LayerWorkload(model: model, layer: $0) }
            + [LayerWorkload(gemm: GEMMShape(m: 33, n: 35, k: 71))]
            + [ModelWorkload(model: model, inputs: .init(calibration: 1, evaluation: 1))]
    }

    private static func entry(
        _ name: String, _ shape: OperationShape, _ activation: LayerDefinition.Activation = .none
    ) -> LayerDefinition {
        .init(name: name, shape: shape, activation: activation, count: 1)
    }

    private static func image(
        _ side: Int, channels: Int, to outputs: Int? = nil, kernel: Int, stride: Int = 1,
        padding: ConvolutionShape.Padding = .same
    ) -> ConvolutionShape {
        ConvolutionShape(
            inputHeight: side, inputWidth: side, inputChannels: channels, outputChannels: outputs ?? channels,
            kernelHeight: kernel, kernelWidth: kernel, strideHeight: stride, strideWidth: stride, padding: padding)
    }
}
