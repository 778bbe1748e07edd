/// Int64 results of an integer layer, requantised as ``IntegerLayer`` defines it; outputs must equal them exactly.
public struct IntegerOracle: Sendable {
    /// The layer that the results belong to, as kernels compute it.
    public let shape: LayerShape
    /// Signedness of the output.
    public let activations: IntegerLayer.ActivationType
    /// `shape.outputCount` elements.
    public let expected: [Int32]
    /// The same in FP64, clamped but not rounded.
    private let unrounded: [Double]
    /// How far FP32's roundings may carry each of `unrounded`, whenever zero point and bias are added.
    private let slack: [Float]

    /// Computes the layer in Int64.
    /// - Parameters:
    ///   - layer: a valid layer (``IntegerLayer/validate()``).
    ///   - input: `layer.shape.inputCount` elements of the layer's activation type, as bytes.
    public init(_ layer: IntegerLayer, input: [UInt8]) {
        let layer = layer.lowered
        shape = layer.shape
        activations = layer.activations
        // What the definition multiplies: input − zero point.
        let centred = input.map { Int64(layer.activations.value($0) - layer.inputZeroPoint) }
        let weights = layer.weights.map(Int64.init)
        var sums = layer.bias.map(Int64.init)
        var expected: [Int32] = []
        var unrounded: [Double] = []
        var slack: [Float] = []
        expected.reserveCapacity(layer.shape.outputCount)
        unrounded.reserveCapacity(layer.shape.outputCount)
        slack.reserveCapacity(layer.shape.outputCount)
        for pixel in 0..<layer.shape.gemm.m {
            for i in sums.indices { sums[i] = Int64(layer.bias[i]) }
            sums.withUnsafeMutableBufferPointer { Self.accumulate(layer.shape, pixel, centred, weights, $0) }
            for (channel, sum) in sums.enumerated() {
                expected.append(layer.requantized(sum, layer.multipliers[channel]))
                unrounded.append(layer.unrounded(sum, layer.multipliers[channel]))
                slack.append(layer.slack(sum, channel))
            }
        }
        self.expected = expected
        self.unrounded = unrounded
        self.slack = slack
    }

    private static func accumulate(
        _ shape: LayerShape, _ pixel: Int, _ input: [Int64], _ weights: [Int64],
        _ sums: UnsafeMutableBufferPointer<Int64>
    ) {
        let n = sums.count
        input.withUnsafeBufferPointer { input in
            weights.withUnsafeBufferPointer { weights in
                shape.forEachOperand(of: pixel) { first, row, isChannelwise in
                    let x = input[first]
                    for i in 0..<n {
                        sums[i] &+= (isChannelwise ? input[first + i] : x) &* weights[row * n + i]
                    }
                }
            }
        }
    }

    /// Holds an output of `shape.outputCount` elements against the Int64 results.
    /// - Parameter requantisation: how the backend rounds. Where it may go either way in ties, the detail tells how
    ///   many elements did not go the definition's.
    public func check(_ output: UnsafeRawPointer, requantisation: Requantisation = .nearestEven) -> OracleResult {
        var ties = 0
        for (index, wanted) in expected.enumerated() {
            let actual = activations.value(output.load(fromByteOffset: index, as: UInt8.self))
            if actual == wanted { continue }
            guard requantisation == .tiesEitherWay, isTie(index, actual) else {
                return OracleResult(
                    passed: false,
                    detail: "element \(index) (\(shape.place(ofOutput: index))): expected \(wanted), got \(actual)")
            }
            ties += 1
        }
        return OracleResult(
            passed: true,
            detail: ties == 0
                ? "\(expected.count) elements equal the Int64 results exactly"
                : """
                \(expected.count) elements equal the Int64 results, save \(ties) in the middle between two steps, \
                within FP32's rounding, that went to the other one
                """)
    }

    /// Whether `actual` is half a step from the exact value, give or take FP32's rounding.
    private func isTie(_ index: Int, _ actual: Int32) -> Bool {
        (Double(actual) - unrounded[index]).magnitude <= 0.5 + Double(slack[index])
    }
}

extension IntegerLayer.ActivationType {
    /// The number that a stored byte stands for.
    public func value(_ byte: UInt8) -> Int32 {
        switch self {
        case .s8: Int32(Int8(bitPattern: byte))
        case .u8: Int32(byte)
        }
    }
}

extension IntegerLayer {
    /// The definition of requantisation (`fp32-nearest-even`), rounded before it is clamped.
    fileprivate func requantized(_ sum: Int64, _ multiplier: Float) -> Int32 {
        let rounded = (Float(sum) * multiplier).rounded(.toNearestOrEven)
        let limited = min(max(rounded, -1024), 1024)
        return min(max(Int32(limited) + outputZeroPoint, clamp.lowerBound), clamp.upperBound)
    }

    /// The scaled sum with the zero point, clamped, in FP64.
    fileprivate func unrounded(_ sum: Int64, _ multiplier: Float) -> Double {
        let value = Double(sum) * Double(multiplier) + Double(outputZeroPoint)
        return min(max(value, Double(clamp.lowerBound)), Double(clamp.upperBound))
    }

    /// Four FP32 roundings (u = 2^−24) of the scaled products, the scaled bias and the zero point.
    fileprivate func slack(_ sum: Int64, _ channel: Int) -> Float {
        let terms = Float((sum - Int64(bias[channel])).magnitude) + Float(bias[channel].magnitude)
        return 4 * 0x1p-24 * (terms * multipliers[channel] + Float(outputZeroPoint.magnitude))
    }
}
