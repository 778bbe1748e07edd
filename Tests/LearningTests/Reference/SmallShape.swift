import Kernels
import Learning
import Statistics

extension LayerShape {
    enum Kind: CaseIterable { case gemm, convolution, depthwise, averagePool }

    /// Dimensions from 1 to 5, strides to 3, both paddings: so small that each gradient can be taken by differences.
    static func small(_ kind: Kind, using generator: inout SeededGenerator) -> LayerShape {
        func size(_ limit: Int = 5) -> Int { 1 + generator.integer(below: limit) }
        while true {
            let channels = size(3)
            let shape = ConvolutionShape(
                inputHeight: size(), inputWidth: size(), inputChannels: channels,
                outputChannels: kind == .convolution ? size(4) : channels, kernelHeight: size(4), kernelWidth: size(4),
                strideHeight: size(3), strideWidth: size(3),
                padding: kind != .averagePool && generator.integer(below: 2) == 0 ? .same : .valid)
            let layer: LayerShape =
                switch kind {
                case .gemm: .gemm(GEMMShape(m: size(), n: size(), k: size()))
                case .convolution: .convolution(shape)
                case .depthwise: .depthwise(shape)
                case .averagePool: .averagePool(shape)
                }
            if (try? layer.validate()) != nil { return layer }
        }
    }
}

extension SeededGenerator {
    /// A layer of this shape with parameters in −1 ..< 1.
    mutating func parameters(_ shape: LayerShape) -> ReferenceParameters {
        ReferenceParameters(weights: numbers(shape.weightCount), bias: numbers(shape.biasCount))
    }
}
