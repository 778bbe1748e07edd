/// FP64 results of an FP32 layer, with a bound on the error of any FP32 summation of it.
///
/// An FP32 sum of K products and a bias, in any order, with or without fused multiply–add, differs from the
/// exact one by at most γ(K+1)·(Σ|a·w| + |b|) with γ(n) = n·u / (1 − n·u) and u = 2^−24 (Higham, Accuracy and
/// Stability of Numerical Algorithms, 2nd ed., section 3.1). FP64's own error is 2^29 times smaller.
public struct FP32Oracle: Sendable {
    /// The layer that the results belong to.
    public let shape: LayerShape
    /// Output pixels (rows of the product) that were computed.
    public let pixels: [Int]
    /// pixels.count × channels, clamped as the layer says.
    public let expected: [Double]
    /// The permitted |output − expected|, one an element of `expected`.
    public let bounds: [Double]

    /// Computes the layer in FP64.
    /// - Parameters:
    ///   - layer: a valid layer (``FP32Layer/validate()``).
    ///   - input: `layer.shape.inputCount` elements.
    ///   - pixelLimit: look at no more than so many output pixels, spread evenly; nil for all.
    public init(_ layer: FP32Layer, input: UnsafePointer<Float>, pixelLimit: Int? = nil) {
        shape = layer.shape
        pixels = layer.shape.sampledPixels(limit: pixelLimit)
        let n = layer.bias.count
        var expected = [Double](repeating: 0, count: pixels.count * n)
        var bounds = expected
        let weights = layer.weights.map(Double.init)
        let terms = Double(layer.shape.gemm.k + 1) * 0x1p-24
        let gamma = terms / (1 - terms)
        for (row, pixel) in pixels.enumerated() {
            expected.withUnsafeMutableBufferPointer { expected in
                bounds.withUnsafeMutableBufferPointer { bounds in
                    weights.withUnsafeBufferPointer { weights in
                        let elements = row * n..<(row + 1) * n
                        Self.compute(
                            layer, pixel, input, weights,
                            UnsafeMutableBufferPointer(rebasing: expected[elements]),
                            UnsafeMutableBufferPointer(rebasing: bounds[elements]), gamma)
                    }
                }
            }
        }
        self.expected = expected
        self.bounds = bounds
    }

    private static func compute(
        _ layer: FP32Layer, _ pixel: Int, _ input: UnsafePointer<Float>,
        _ weights: UnsafeBufferPointer<Double>,
        _ sums: UnsafeMutableBufferPointer<Double>, _ sizes: UnsafeMutableBufferPointer<Double>,
        _ gamma: Double
    ) {
        let n = sums.count
        for i in 0..<n {
            sums[i] = Double(layer.bias[i])
            sizes[i] = sums[i].magnitude
        }
        layer.shape.forEachOperand(of: pixel) { first, row, isDepthwise in
            let x = Double(input[first])
            for i in 0..<n {
                let product = (isDepthwise ? Double(input[first + i]) : x) * weights[row * n + i]
                sums[i] += product
                sizes[i] += product.magnitude
            }
        }
        let (low, high) = (Double(layer.clamp.lowerBound), Double(layer.clamp.upperBound))
        for i in 0..<n {
            sums[i] = min(max(sums[i], low), high)
            sizes[i] *= gamma
        }
    }

    /// Holds an output of `shape.outputCount` elements against the FP64 results.
    public func check(_ output: UnsafePointer<Float>) -> OracleResult {
        let n = shape.gemm.n
        var worst = 0.0
        for (row, pixel) in pixels.enumerated() {
            for i in 0..<n {
                let (wanted, bound) = (expected[row * n + i], bounds[row * n + i])
                let actual = output[pixel * n + i]
                let error = (Double(actual) - wanted).magnitude
                guard error <= bound else {
                    return OracleResult(
                        passed: false,
                        detail: """
                            element \(pixel * n + i) (\(shape.place(ofOutput: pixel * n + i))): expected \
                            \(wanted) ± \(bound), got \(actual)
                            """)
                }
                if bound > 0 { worst = max(worst, error / bound) }
            }
        }
        return OracleResult(
            passed: true,
            detail:
                "\(pixels.count * n) elements within their FP64 bound, the worst at \(worst.text(3)) of it")
    }
}

extension Double {
    /// With so many decimals.
    func text(_ decimals: Int) -> String {
        var unit = 1.0
        for _ in 0..<decimals { unit *= 10 }
        return "\((self * unit).rounded() / unit)"
    }
}
