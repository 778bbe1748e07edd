/// Int64 results of an INT8 layer, requantised as ``INT8Layer`` defines it; outputs must equal them exactly.
public struct INT8Oracle: Sendable {
    /// The layer that the results belong to.
    public let shape: LayerShape
    /// Signedness of the output.
    public let activations: INT8Layer.ActivationType
    /// Output pixels (rows of the product) that were computed.
    public let pixels: [Int]
    /// pixels.count × channels.
    public let expected: [Int32]

    /// Computes the layer in Int64.
    /// - Parameters:
    ///   - layer: a valid layer (``INT8Layer/validate()``).
    ///   - input: `layer.shape.inputCount` elements of the layer's activation type.
    ///   - pixelLimit: look at no more than so many output pixels, spread evenly; nil for all.
    public init(_ layer: INT8Layer, input: UnsafeRawPointer, pixelLimit: Int? = nil) {
        shape = layer.shape
        activations = layer.activations
        pixels = layer.shape.sampledPixels(limit: pixelLimit)
        let zero = Int64(layer.inputZeroPoint)
        let count = layer.shape.inputCount
        // What the definition multiplies: input − zero point.
        let centred: [Int64] =
            switch layer.activations {
            case .s8:
                UnsafeBufferPointer(start: input.assumingMemoryBound(to: Int8.self), count: count)
                    .map { Int64($0) - zero }
            case .u8:
                UnsafeBufferPointer(start: input.assumingMemoryBound(to: UInt8.self), count: count)
                    .map { Int64($0) - zero }
            }
        let weights = layer.weights.map(Int64.init)
        var sums = layer.bias.map(Int64.init)
        var expected: [Int32] = []
        expected.reserveCapacity(pixels.count * sums.count)
        for pixel in pixels {
            for i in sums.indices { sums[i] = Int64(layer.bias[i]) }
            sums.withUnsafeMutableBufferPointer { sums in
                centred.withUnsafeBufferPointer { centred in
                    weights.withUnsafeBufferPointer { weights in
                        Self.accumulate(layer.shape, pixel, centred, weights, sums)
                    }
                }
            }
            for (sum, multiplier) in zip(sums, layer.multipliers) {
                expected.append(layer.requantized(sum, multiplier))
            }
        }
        self.expected = expected
    }

    private static func accumulate(
        _ shape: LayerShape, _ pixel: Int, _ input: UnsafeBufferPointer<Int64>,
        _ weights: UnsafeBufferPointer<Int64>, _ sums: UnsafeMutableBufferPointer<Int64>
    ) {
        let n = sums.count
        shape.forEachOperand(of: pixel) { first, row, isDepthwise in
            let x = input[first]
            for i in 0..<n {
                sums[i] &+= (isDepthwise ? input[first + i] : x) &* weights[row * n + i]
            }
        }
    }

    /// Holds an output of `shape.outputCount` elements against the Int64 results.
    public func check(_ output: UnsafeRawPointer) -> OracleResult {
        let n = shape.gemm.n
        for (row, pixel) in pixels.enumerated() {
            for i in 0..<n {
                let index = pixel * n + i
                let actual =
                    switch activations {
                    case .s8: Int32(output.load(fromByteOffset: index, as: Int8.self))
                    case .u8: Int32(output.load(fromByteOffset: index, as: UInt8.self))
                    }
                guard actual == expected[row * n + i] else {
                    return OracleResult(
                        passed: false,
                        detail: """
                            element \(index) (\(shape.place(ofOutput: index))): expected \
                            \(expected[row * n + i]), got \(actual)
                            """)
                }
            }
        }
        return OracleResult(
            passed: true, detail: "\(expected.count) elements equal the Int64 results exactly")
    }
}

extension INT8Layer {
    /// The definition of requantisation (`fp32-nearest-even`), rounded before it is clamped.
    fileprivate func requantized(_ sum: Int64, _ multiplier: Float) -> Int32 {
        let rounded = (Float(sum) * multiplier).rounded(.toNearestOrEven)
        let limited = min(max(rounded, -1024), 1024)
        return min(max(Int32(limited) + outputZeroPoint, clamp.lowerBound), clamp.upperBound)
    }
}
