/// FP64 results of a floating-point layer, with a bound on the error of any summation of it (``Summation``).
///
/// FP64's own error is 2^29 times smaller than FP32's. An output of a narrower format may err by half its step besides,
/// and instructions on BF16 treat subnormal numbers as 0 (Intel, Architecture Instruction Set Extensions Programming
/// Reference, VDPBF16PS).
public struct FloatOracle: Sendable {
    /// The layer that the results belong to, as kernels compute it.
    public let shape: LayerShape
    /// Of the output's elements.
    public let format: FloatFormat
    /// `shape.outputCount` elements, clamped as the layer says.
    public let expected: [Double]
    /// Of each element of `expected` the magnitudes of its products and its bias, added up.
    private let sizes: [Double]

    /// Computes the layer in FP64.
    /// - Parameters:
    ///   - layer: a valid layer (``FloatLayer/validate()``).
    ///   - input: `layer.shape.inputCount` numbers of the layer's format.
    public init(_ layer: FloatLayer, input: [Float]) {
        let layer = layer.lowered
        shape = layer.shape
        format = layer.format
        let n = layer.shape.gemm.n
        var expected = [Double](repeating: 0, count: layer.shape.outputCount)
        var sizes = expected
        let weights = layer.weights.map(Double.init)
        let input = input.map(Double.init)
        for pixel in 0..<layer.shape.gemm.m {
            let elements = pixel * n..<(pixel + 1) * n
            expected.withUnsafeMutableBufferPointer { expected in
                sizes.withUnsafeMutableBufferPointer { sizes in
                    Self.sum(
                        layer, pixel, input, weights, UnsafeMutableBufferPointer(rebasing: expected[elements]),
                        UnsafeMutableBufferPointer(rebasing: sizes[elements]))
                }
            }
        }
        self.expected = expected
        self.sizes = sizes
    }

    private static func sum(
        _ layer: FloatLayer, _ pixel: Int, _ input: [Double], _ weights: [Double],
        _ sums: UnsafeMutableBufferPointer<Double>, _ sizes: UnsafeMutableBufferPointer<Double>
    ) {
        let n = sums.count
        for i in 0..<n {
            sums[i] = Double(layer.bias[i])
            sizes[i] = sums[i].magnitude
        }
        input.withUnsafeBufferPointer { input in
            weights.withUnsafeBufferPointer { weights in
                layer.shape.forEachOperand(of: pixel) { first, row, isChannelwise in
                    let x = input[first]
                    for i in 0..<n {
                        let product = (isChannelwise ? input[first + i] : x) * weights[row * n + i]
                        sums[i] += product
                        sizes[i] += product.magnitude
                    }
                }
            }
        }
        let (low, high) = (Double(layer.clamp.lowerBound), Double(layer.clamp.upperBound))
        for i in 0..<n { sums[i] = min(max(sums[i], low), high) }
    }

    /// The permitted |output − expected| of an element of `expected`.
    public func bound(_ index: Int, summation: Summation = .fp32) -> Double {
        let k = shape.gemm.k
        let error = (shape.isChannelwise ? .fp32 : summation).bound(k: k, size: sizes[index])
        return format.bound(ofSum: expected[index], error: error, terms: Double(k + 1))
    }

    /// Holds an output of `shape.outputCount` elements of the layer's format against the FP64 results.
    /// - Parameter summation: how the backend sums.
    public func check(_ output: UnsafeRawPointer, summation: Summation = .fp32) -> OracleResult {
        var worst = 0.0
        for (index, wanted) in expected.enumerated() {
            let bound = bound(index, summation: summation)
            let actual = format.element(index, of: output)
            let error = (Double(actual) - wanted).magnitude
            guard error <= bound else {
                return OracleResult(
                    passed: false,
                    detail: """
                        element \(index) (\(shape.place(ofOutput: index))): expected \(wanted) ± \(bound), got \(actual)
                        """)
            }
            if bound > 0 { worst = max(worst, error / bound) }
        }
        return OracleResult(
            passed: true,
            detail: "\(expected.count) elements within their FP64 bound, the worst at \(worst.text(3)) of it")
    }
}

extension FloatFormat {
    /// How far an output may lie from `sum`, whose summation over so many terms errs by no more than `error`.
    fileprivate func bound(ofSum sum: Double, error: Double, terms: Double) -> Double {
        guard self != .fp32 else { return error }
        let flushed = terms * 0x1p-126 + leastNormal
        return (error + flushed) * (1 + unitRoundoff) + sum.magnitude * unitRoundoff
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
