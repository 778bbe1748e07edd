/// A model in training for 8 bits: its parameters are FP32, and an event is computed with the values that they will
/// have as ``QuantisedModel``: each is rounded and saturated as there, and so are features, gated features, logit and
/// score. The scores are the same, bit for bit.
///
/// Gradients go straight through the roundings, and stop where a parameter or a gated feature saturates. That of the
/// logit does not stop: a wrong answer at the table's end has to come back. Updated parameters stay in what 8 bits
/// represent.
///
/// It is a view of parameters in memory of the caller's, which must outlive it: the gates w, the coefficients v, the
/// biases t, `shape.parameters` in all. Features are as many as the shape says, up to 128; contexts are counted from
/// 0; that they are is not checked. Nothing is allocated.
///
/// Source: B. Jacob et al., "Quantization and training of neural networks for efficient integer-arithmetic-only
/// inference", CVPR 2018; the straight-through estimator: Y. Bengio et al., arXiv:1308.3432, 2013.
public struct LatentModel {
    /// The counts.
    public let shape: ModelShape
    /// The scales.
    public let quantisation: Quantisation
    /// The gates w, with all other parameters behind them.
    public let gates: UnsafeMutablePointer<Float>

    /// A view of parameters.
    /// - Parameter parameters: gates, coefficients, biases; initialised, and written by updates.
    @inlinable public init(shape: ModelShape, quantisation: Quantisation, parameters: UnsafeMutablePointer<Float>) {
        (self.shape, self.quantisation, gates) = (shape, quantisation, parameters)
    }

    /// The coefficients v.
    @inlinable public var coefficients: UnsafeMutablePointer<Float> { gates + shape.features }

    /// The biases t.
    @inlinable public var biases: UnsafeMutablePointer<Float> { gates + 2 &* shape.features }

    // Where files are built one by one, as for debugging, only what goes into its caller has the roundings in it
    // and not calls of them: hence what is always inlined.

    /// The logit z, a multiple of 1/16 in −8 ..< 8; NaN where a feature is NaN.
    @inlinable @inline(__always)
    public func logit(_ features: UnsafePointer<Float>, context: Int) -> Float {
        let (w, v, q) = (gates, coefficients, quantisation)
        var sum = FakeQuantisation.value(biases[context], bits: q.biasBits)
        for i in 0..<shape.features {
            let weight = FakeQuantisation.value(w[i], bits: q.gateBits)
            let gated = weight * FakeQuantisation.value(features[i], bits: q.featureBits)
            let coefficient = FakeQuantisation.value(v[i], bits: q.coefficientBits)
            sum += coefficient * FakeQuantisation.value(gated, bits: q.gatedBits)
        }
        return FakeQuantisation.value(sum, bits: Quantisation.logitBits)
    }

    /// The score p, a multiple of 1/256 below 1; NaN where a feature is NaN.
    @inlinable @inline(__always)
    public func score(_ features: UnsafePointer<Float>, context: Int) -> Float {
        Self.sigmoid(logit(features, context: context))
    }

    /// The binary cross-entropy of an event, in nats, of the logit as rounded.
    /// - Parameter label: what the score should be, in 0 ... 1.
    @inlinable @inline(__always)
    public func loss(_ features: UnsafePointer<Float>, context: Int, label: Float) -> Float {
        Float.crossEntropy(logit: logit(features, context: context), label: label)
    }

    /// Writes the parameters in 8 bits, as a ``QuantisedModel`` has them.
    @inlinable @inline(__always)
    public func quantise(into parameters: UnsafeMutablePointer<Int8>) {
        let (count, q) = (shape.features, quantisation)
        for i in 0..<shape.parameters {
            let bits = i < count ? q.gateBits : i < 2 &* count ? q.coefficientBits : q.biasBits
            parameters[i] = FakeQuantisation.integer(gates[i], bits: bits)
        }
    }

    /// The score that the table has for a logit.
    @inlinable @inline(__always)
    static func sigmoid(_ logit: Float) -> Float {
        let score = LogisticTable.sigmoid(FakeQuantisation.integer(logit, bits: Quantisation.logitBits))
        return logit == logit ? Float(score) * 0x1p-8 : .nan
    }
}
