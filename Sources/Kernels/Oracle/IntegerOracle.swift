/// Int64 results of an integer layer, requantised as ``IntegerLayer`` defines it; outputs must equal them exactly.
public struct IntegerOracle: Sendable {
    /// The layer that the results belong to, as kernels compute it.
    public let shape: LayerShape
    /// Signedness of the output.
    public let activations: IntegerLayer.ActivationType
    /// `shape.outputCount` elements.
    public let expected: [Int32]

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
        expected.reserveCapacity(layer.shape.outputCount)
        for pixel in 0..<layer.shape.gemm.m {
            for i in sums.indices { sums[i] = Int64(layer.bias[i]) }
            sums.withUnsafeMutableBufferPointer { Self.accumulate(layer.shape, pixel, centred, weights, $0) }
            for (sum, multiplier) in zip(sums, layer.multipliers) {
                expected.append(layer.requantized(sum, multiplier))
            }
        }
        self.expected = expected
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
    public func check(_ output: UnsafeRawPointer) -> OracleResult {
        for (index, wanted) in expected.enumerated() {
            let actual = activations.value(output.load(fromByteOffset: index, as: UInt8.self))
            guard actual == wanted else {
                return OracleResult(
                    passed: false,
                    detail: "element \(index) (\(shape.place(ofOutput: index))): expected \(wanted), got \(actual)")
            }
        }
        return OracleResult(passed: true, detail: "\(expected.count) elements equal the Int64 results exactly")
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
}
