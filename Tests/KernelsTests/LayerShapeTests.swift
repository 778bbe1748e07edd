import Testing

@testable import Kernels

/// Work and geometry against the published figures of the MLPerf Tiny models (mlcommons/tiny).
@Suite struct LayerShapeTests {
    static func same(
        _ height: Int, _ width: Int, _ channels: Int, to outputs: Int, kernel: (Int, Int), stride: Int
    ) -> ConvolutionShape {
        ConvolutionShape(
            inputHeight: height, inputWidth: width, inputChannels: channels, outputChannels: outputs,
            kernelHeight: kernel.0, kernelWidth: kernel.1, strideHeight: stride, strideWidth: stride,
            padding: .same)
    }

    struct Published: Sendable, CustomTestStringConvertible {
        let shape: LayerShape
        let gemm: GEMMShape
        let macs: Int
        let parameters: Int
        var testDescription: String { "\(shape)" }
    }

    static let published: [Published] = [
        Published(
            shape: .convolution(same(49, 10, 1, to: 64, kernel: (10, 4), stride: 2)),
            gemm: GEMMShape(m: 125, n: 64, k: 40), macs: 320_000, parameters: 2_624),
        Published(
            shape: .depthwise(same(25, 5, 64, to: 64, kernel: (3, 3), stride: 1)),
            gemm: GEMMShape(m: 125, n: 64, k: 9), macs: 72_000, parameters: 640),
        Published(
            shape: .convolution(same(96, 96, 3, to: 8, kernel: (3, 3), stride: 2)),
            gemm: GEMMShape(m: 2304, n: 8, k: 27), macs: 497_664, parameters: 224),
        Published(
            shape: .depthwise(same(48, 48, 16, to: 16, kernel: (3, 3), stride: 2)),
            gemm: GEMMShape(m: 576, n: 16, k: 9), macs: 82_944, parameters: 160),
        Published(
            shape: .convolution(same(32, 32, 16, to: 32, kernel: (1, 1), stride: 2)),
            gemm: GEMMShape(m: 256, n: 32, k: 16), macs: 131_072, parameters: 544),
        Published(
            shape: .convolution(same(16, 16, 32, to: 64, kernel: (3, 3), stride: 2)),
            gemm: GEMMShape(m: 64, n: 64, k: 288), macs: 1_179_648, parameters: 18_496),
        Published(
            shape: .gemm(GEMMShape(m: 1, n: 128, k: 640)), gemm: GEMMShape(m: 1, n: 128, k: 640),
            macs: 81_920,
            parameters: 82_048),
        Published(
            shape: .depthwise(
                ConvolutionShape(
                    inputHeight: 24, inputWidth: 1, inputChannels: 128, outputChannels: 128, kernelHeight: 10,
                    kernelWidth: 1, padding: .valid)),
            gemm: GEMMShape(m: 15, n: 128, k: 10), macs: 19_200, parameters: 1_408),
    ]

    @Test(arguments: published)
    func workIsAsPublished(_ layer: Published) throws {
        try layer.shape.validate()
        #expect(layer.shape.gemm == layer.gemm)
        #expect(layer.shape.macs == layer.macs)
        #expect(layer.shape.parameterCount == layer.parameters)
    }

    /// tf.nn: total padding max((⌈in / stride⌉ − 1)·stride + kernel − in, 0), the smaller half first.
    @Test func samePaddingIsAsymmetric() {
        let stem = Self.same(96, 96, 3, to: 8, kernel: (3, 3), stride: 2)
        #expect((stem.outputHeight, stem.outputWidth) == (48, 48))
        #expect((stem.paddingTop, stem.paddingLeft) == (0, 0))
        let keywords = Self.same(49, 10, 1, to: 64, kernel: (10, 4), stride: 2)
        #expect((keywords.outputHeight, keywords.outputWidth) == (25, 5))
        #expect((keywords.paddingTop, keywords.paddingLeft) == (4, 1))
        let wide = Self.same(2, 3, 1, to: 1, kernel: (7, 6), stride: 1)
        #expect((wide.paddingTop, wide.paddingLeft) == (3, 2))
    }

    @Test func bytesCountEachTensorOnce() {
        let shape = LayerShape.gemm(GEMMShape(m: 2, n: 3, k: 5))
        // Input 10, weights 15, output 6, and 3 biases; for INT8 3 multipliers, too.
        #expect(shape.bytes(.fp32) == 4 * 34)
        #expect(shape.bytes(.int8) == 10 + 15 + 6 + 4 * 3 + 4 * 3)
        #expect(shape.bytes(.bf16) == 2 * (10 + 15 + 6) + 4 * 3)
        #expect(shape.bytes(.int4) == 10 + 8 + 6 + 4 * 3 + 4 * 3)
    }
}
