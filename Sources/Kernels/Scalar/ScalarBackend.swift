/// The reference: plain loops over the definition, nothing packed, nothing fused but what the layer says.
struct ScalarBackend: Backend {
    let precision: Precision

    var name: String { "\(precision.rawValue)/scalar" }
    var features: [CPUFeature] { [] }
    var conversion: Conversion? { precision.format == nil ? .portable : nil }
    var addition: AdditionKernel { .portable }
    var peakLoop: PeakLoop { precision.format == nil ? .int8Baseline : .fp32Baseline }

    func prepare(_ layer: Layer) throws -> any PreparedKernel {
        try admit(layer)
        return switch layer.lowered {
        case .float(let layer): ScalarFP32Kernel(layer)
        case .integer(let layer): ScalarINT8Kernel(layer)
        }
    }
}

/// The taps of one output pixel that fall on the input: calls `body` with the index of the input pixel's first
/// element and the index of the tap.
@inline(__always)
func forEachTap(
    _ c: ConvolutionShape, top: Int, left: Int, _ body: (_ input: Int, _ tap: Int) -> Void
) {
    for ky in max(0, -top)..<max(max(0, -top), min(c.kernelHeight, c.inputHeight - top)) {
        for kx in max(0, -left)..<max(max(0, -left), min(c.kernelWidth, c.inputWidth - left)) {
            body(((top + ky) * c.inputWidth + left + kx) * c.inputChannels, ky * c.kernelWidth + kx)
        }
    }
}

private final class ScalarFP32Kernel: PreparedKernel {
    let parameters: FloatLayer
    var layer: Layer { .float(parameters) }
    let shape: ConvolutionShape
    let packedByteCount: Int
    var workspaceByteCount: Int? { 0 }

    init(_ layer: FloatLayer) {
        parameters = layer
        shape = layer.shape.asConvolution
        packedByteCount = 4 * layer.shape.parameterCount
    }

    func pack(_ weights: UnsafeRawPointer, into destination: UnsafeMutableRawPointer) {
        let to = destination.bindMemory(to: Float.self, capacity: packedByteCount / 4)
        to.update(from: parameters.bias, count: parameters.bias.count)
        (to + parameters.bias.count).update(
            from: weights.assumingMemoryBound(to: Float.self), count: parameters.weights.count)
    }

    func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer) {
        let c = shape
        let n = c.outputChannels
        let bias = packed.assumingMemoryBound(to: Float.self)
        let weights = bias + n
        let input = input.assumingMemoryBound(to: Float.self)
        var to = output.assumingMemoryBound(to: Float.self)
        let depthwise = parameters.shape.isChannelwise
        let (low, high) = (parameters.clamp.lowerBound, parameters.clamp.upperBound)
        let (paddingTop, paddingLeft) = (c.paddingTop, c.paddingLeft)
        for y in 0..<c.outputHeight {
            for x in 0..<c.outputWidth {
                let (top, left) = (y * c.strideHeight - paddingTop, x * c.strideWidth - paddingLeft)
                for channel in 0..<n {
                    var sum = bias[channel]
                    forEachTap(c, top: top, left: left) { pixel, tap in
                        if depthwise {
                            sum += input[pixel + channel] * weights[tap * n + channel]
                        } else {
                            for k in 0..<c.inputChannels {
                                sum += input[pixel + k] * weights[(tap * c.inputChannels + k) * n + channel]
                            }
                        }
                    }
                    to[channel] = min(max(sum, low), high)
                }
                to += n
            }
        }
    }
}

private final class ScalarINT8Kernel: RepackingKernel {
    let parameters: IntegerLayer
    var layer: Layer { .integer(parameters) }
    let shape: ConvolutionShape
    let packedByteCount: Int
    var workspaceByteCount: Int? { 0 }

    init(_ layer: IntegerLayer) {
        parameters = layer
        shape = layer.shape.asConvolution
        packedByteCount = 8 * layer.shape.biasCount + layer.shape.weightCount
    }

    func pack(_ weights: UnsafeRawPointer, into destination: UnsafeMutableRawPointer) {
        pack(
            weights.assumingMemoryBound(to: Int8.self), bias: parameters.bias, multipliers: parameters.multipliers,
            into: destination)
    }

    func pack(
        _ weights: UnsafePointer<Int8>, bias: UnsafePointer<Int32>, multipliers: UnsafePointer<Float>,
        into destination: UnsafeMutableRawPointer
    ) {
        let n = parameters.bias.count
        destination.bindMemory(to: Int32.self, capacity: n).update(from: bias, count: n)
        (destination + 4 * n).bindMemory(to: Float.self, capacity: n).update(from: multipliers, count: n)
        (destination + 8 * n).bindMemory(to: Int8.self, capacity: parameters.weights.count)
            .update(from: weights, count: parameters.weights.count)
    }

    func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer) {
        switch parameters.activations {
        case .s8: run(packed, input.assumingMemoryBound(to: Int8.self), output)
        case .u8: run(packed, input.assumingMemoryBound(to: UInt8.self), output)
        }
    }

    @inline(__always)
    private func run<Activation: FixedWidthInteger>(
        _ packed: UnsafeRawPointer, _ input: UnsafePointer<Activation>, _ output: UnsafeMutableRawPointer
    ) {
        let c = shape
        let n = c.outputChannels
        let bias = packed.assumingMemoryBound(to: Int32.self)
        let multipliers = (packed + 4 * n).assumingMemoryBound(to: Float.self)
        let weights = (packed + 8 * n).assumingMemoryBound(to: Int8.self)
        var to = output.assumingMemoryBound(to: Activation.self)
        let depthwise = parameters.shape.isChannelwise
        let zero = parameters.inputZeroPoint
        let (low, high) = (
            Float(parameters.clamp.lowerBound - parameters.outputZeroPoint),
            Float(parameters.clamp.upperBound - parameters.outputZeroPoint)
        )
        let (paddingTop, paddingLeft) = (c.paddingTop, c.paddingLeft)
        for y in 0..<c.outputHeight {
            for x in 0..<c.outputWidth {
                let (top, left) = (y * c.strideHeight - paddingTop, x * c.strideWidth - paddingLeft)
                for channel in 0..<n {
                    var sum = bias[channel]
                    forEachTap(c, top: top, left: left) { pixel, tap in
                        if depthwise {
                            sum &+=
                                (Int32(input[pixel + channel]) &- zero) &* Int32(weights[tap * n + channel])
                        } else {
                            for k in 0..<c.inputChannels {
                                sum &+=
                                    (Int32(input[pixel + k]) &- zero)
                                    &* Int32(weights[(tap * c.inputChannels + k) * n + channel])
                            }
                        }
                    }
                    let scaled = min(max(Float(sum) * multipliers[channel], low), high)
                    to[channel] = Activation(
                        truncatingIfNeeded: Int32(scaled.rounded(.toNearestOrEven)) &+ parameters.outputZeroPoint)
                }
                to += n
            }
        }
    }
}
