/// A gated logistic model in 8-bit integers: z = Σ v·w·f + t of the context, p = σ(z). Scores take integers alone,
/// and so do updates.
///
/// A gated feature w·f is brought back to 8 bits by a shift that rounds to the nearest, ties up, and saturates; the
/// sum has 32 bits, and becomes a logit of 8 bits in units of 1/16 in the same way; the score is looked up in
/// ``LogisticTable``.
///
/// It is a view of parameters in memory of the caller's, which must outlive it: the gates w, the coefficients v, the
/// biases t, `shape.parameters` in all. Features are as many as the shape says, up to 128; contexts are counted from
/// 0; that they are is not checked. Nothing is allocated.
public struct QuantisedModel {
    /// The counts.
    public let shape: ModelShape
    /// The scales.
    public let quantisation: Quantisation
    /// The gates w, with all other parameters behind them.
    public let gates: UnsafeMutablePointer<Int8>

    /// A view of parameters.
    /// - Parameter parameters: gates, coefficients, biases; initialised, and written by updates.
    @inlinable public init(shape: ModelShape, quantisation: Quantisation, parameters: UnsafeMutablePointer<Int8>) {
        (self.shape, self.quantisation, gates) = (shape, quantisation, parameters)
    }

    /// The coefficients v.
    @inlinable public var coefficients: UnsafeMutablePointer<Int8> { gates + shape.features }

    /// The biases t.
    @inlinable public var biases: UnsafeMutablePointer<Int8> { gates + 2 &* shape.features }

    /// The logit z in units of 1/16.
    @inlinable public func logit(_ features: UnsafePointer<Int8>, context: Int) -> Int8 {
        let (w, v, shift) = (gates, coefficients, Int32(truncatingIfNeeded: quantisation.gatedShift))
        var sum = Int32(biases[context]) &<< Int32(truncatingIfNeeded: quantisation.biasShift)
        for i in 0..<shape.features {
            sum &+= Int32(v[i]) &* Self.saturated(Self.shifted(Int32(w[i]) &* Int32(features[i]), by: shift))
        }
        let logit = Self.shifted(sum, by: Int32(truncatingIfNeeded: quantisation.logitShift))
        return Int8(truncatingIfNeeded: Self.saturated(logit))
    }

    /// The score p in units of 1/256.
    @inlinable public func score(_ features: UnsafePointer<Int8>, context: Int) -> UInt8 {
        LogisticTable.sigmoid(logit(features, context: context))
    }

    /// x·2^−shift, rounded to the nearest, ties up.
    @inlinable @inline(__always)
    static func shifted(_ x: Int32, by shift: Int32) -> Int32 { (x &+ (1 &<< shift) &>> 1) &>> shift }

    /// The nearest 8-bit number.
    @inlinable @inline(__always)
    static func saturated(_ x: Int32) -> Int32 { max(-128, min(127, x)) }
}
