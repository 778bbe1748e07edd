/// A gated logistic model whose parameters are stored in 16 bits (IEEE 754 binary16) and computed with in FP32:
/// z = Σ v·w·f + t of the context, p = σ(z).
///
/// It is a view of parameters in memory of the caller's, as their bits, which must outlive it: the gates w, the
/// coefficients v, the biases t, `shape.parameters` in all. Features are as many as the shape says, contexts are
/// counted from 0; that they are is not checked. Nothing is allocated.
public struct HalfModel {
    /// The counts.
    public let shape: ModelShape
    /// The gates w, with all other parameters behind them.
    public let gates: UnsafeMutablePointer<UInt16>

    /// A view of parameters.
    /// - Parameter parameters: gates, coefficients, biases; initialised, and written by updates.
    @inlinable public init(shape: ModelShape, parameters: UnsafeMutablePointer<UInt16>) {
        (self.shape, gates) = (shape, parameters)
    }

    /// The coefficients v.
    @inlinable public var coefficients: UnsafeMutablePointer<UInt16> { gates + shape.features }

    /// The biases t.
    @inlinable public var biases: UnsafeMutablePointer<UInt16> { gates + 2 &* shape.features }

    // Where files are built one by one, as for debugging, only what goes into its caller has the conversions in it
    // and not calls of them: hence what is always inlined.

    /// The logit z.
    @inlinable @inline(__always)
    public func logit(_ features: UnsafePointer<Float>, context: Int) -> Float {
        let (w, v) = (gates, coefficients)
        var sum = Half.widened(biases[context])
        for i in 0..<shape.features { sum += Half.widened(v[i]) * Half.widened(w[i]) * features[i] }
        return sum
    }

    /// The score p in 0 ... 1; NaN where a feature is not finite.
    @inlinable @inline(__always)
    public func score(_ features: UnsafePointer<Float>, context: Int) -> Float {
        Float.sigmoid(logit(features, context: context))
    }

    /// The binary cross-entropy of an event, in nats.
    /// - Parameter label: what the score should be, in 0 ... 1.
    @inlinable @inline(__always)
    public func loss(_ features: UnsafePointer<Float>, context: Int, label: Float) -> Float {
        Float.crossEntropy(logit: logit(features, context: context), label: label)
    }
}
