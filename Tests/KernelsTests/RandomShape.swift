import Statistics
@testable import Kernels

extension LayerShape {
    enum Kind: CaseIterable { case gemm, gemv, convolution, depthwise, averagePool }

    /// Dimensions from 1 to 257, small, odd, powers of two and their neighbours more often than chance would have
    /// them, with no more than `macLimit` products.
    static func random(_ kind: Kind, macLimit: Int, using generator: inout SeededGenerator) -> LayerShape {
        while true {
            let shape = unlimited(kind, &generator)
            if (try? shape.validate()) != nil, shape.outputCount * shape.gemm.k <= macLimit { return shape }
        }
    }

    private static func unlimited(_ kind: Kind, _ generator: inout SeededGenerator) -> LayerShape {
        func size() -> Int { dimension(257, &generator) }
        switch kind {
        case .gemm:
            return .gemm(GEMMShape(m: size(), n: size(), k: size()))
        case .gemv:
            return .gemm(GEMMShape(m: 1, n: dimension(1000, &generator), k: dimension(1000, &generator)))
        case .convolution, .depthwise, .averagePool:
            let channels = size()
            let channelwise = kind != .convolution
            let shape = ConvolutionShape(
                inputHeight: size(), inputWidth: size(), inputChannels: channels,
                outputChannels: channelwise ? channels : size(),
                kernelHeight: dimension(12, &generator), kernelWidth: dimension(12, &generator),
                strideHeight: dimension(4, &generator), strideWidth: dimension(4, &generator),
                padding: kind != .averagePool && Bool.random(using: &generator) ? .same : .valid)
            switch kind {
            case .depthwise: return .depthwise(shape)
            case .averagePool: return .averagePool(shape)
            default: return .convolution(shape)
            }
        }
    }

    private static func dimension(_ limit: Int, _ generator: inout SeededGenerator) -> Int {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: return Int.random(in: 1...min(limit, 8), using: &generator)
        case 1:
            let power = 1 << Int.random(in: 0...8, using: &generator)
            return min(limit, max(1, power + Int.random(in: -1...1, using: &generator)))
        default: return Int.random(in: 1...limit, using: &generator)
        }
    }
}
