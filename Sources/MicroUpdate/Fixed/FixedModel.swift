/// A gated logistic model that learns event by event in integers alone: z = Σ v·w·f + t of the context, p = σ(z).
///
/// Parameters and features are 16-bit numbers in units of 2⁻¹² (Q3.12, −8 ... 8 less one unit). z is exact, σ errs by
/// less than 2⁻³⁰, a step is exact but for that, and a new parameter is rounded once, to the nearest, ties up, and
/// saturates. It thereby differs from the same step in FP64 by one unit at most, and only near a tie.
///
/// It is a view of parameters in memory of the caller's, which must outlive it: the gates w, the coefficients v, the
/// biases t, `shape.parameters` in all. Features are as many as the shape says, up to 65,536; contexts are counted
/// from 0; that they are is not checked. Nothing is allocated.
public struct FixedModel {
    /// Bits behind the point of parameters and features.
    @inlinable public static var fractionBits: Int { 12 }
    /// Bits behind the point of labels and rates.
    @inlinable public static var rateBits: Int { 15 }
    /// Bits behind the point of logits.
    @inlinable public static var logitBits: Int { 36 }

    /// The counts.
    public let shape: ModelShape
    /// The gates w, with all other parameters behind them.
    public let gates: UnsafeMutablePointer<Int16>

    /// A view of parameters.
    /// - Parameter parameters: gates, coefficients, biases; initialised, and written by updates.
    @inlinable public init(shape: ModelShape, parameters: UnsafeMutablePointer<Int16>) {
        (self.shape, gates) = (shape, parameters)
    }

    /// The coefficients v.
    @inlinable public var coefficients: UnsafeMutablePointer<Int16> { gates + shape.features }

    /// The biases t.
    @inlinable public var biases: UnsafeMutablePointer<Int16> { gates + 2 &* shape.features }

    /// The logit z, exact, in units of 2⁻³⁶.
    @inlinable public func logit(_ features: UnsafePointer<Int16>, context: Int) -> Int64 {
        let (w, v) = (gates, coefficients)
        var sum = Int64(biases[context]) &<< 24
        for i in 0..<shape.features {
            sum &+= Int64(Int32(v[i]) &* Int32(w[i])) &* Int64(features[i])
        }
        return sum
    }

    /// The score p in units of 2⁻³⁰: 0 ... 2³⁰.
    @inlinable public func score(_ features: UnsafePointer<Int16>, context: Int) -> Int32 {
        FixedLogistic.sigmoid(logit(features, context: context))
    }

    /// One step of gradient descent on an event's loss. Gradients are of the parameters before it.
    /// - Parameters:
    ///   - label: what the score should be, in units of 2⁻¹⁵: 0 ... 32,768.
    ///   - rate: the step is the gradient times this, in units of 2⁻¹⁵.
    /// - Returns: the score before, in units of 2⁻³⁰.
    @inlinable @discardableResult
    public func update(_ features: UnsafePointer<Int16>, context: Int, label: UInt16, rate: UInt16) -> Int32 {
        let score = score(features, context: context)
        // Against the slope, in Q45: 47 bits. In two parts its product with 31 bits is exact in 64 bits.
        let step = Int64(rate) &* (Int64(label) &<< 15 &- Int64(score))
        let (high, low) = (step &>> 16, step & 0xFFFF)
        let (w, v) = (gates, coefficients)
        for i in 0..<shape.features {
            let (gate, coefficient, feature) = (w[i], v[i], Int32(features[i]))
            w[i] = Self.moved(gate, by: high, low, Int32(coefficient) &* feature)
            v[i] = Self.moved(coefficient, by: high, low, Int32(gate) &* feature)
        }
        biases[context] = Self.moved(biases[context], by: step, shift: 33)
        return score
    }

    /// A parameter after a change of (high·2¹⁶ + low)·factor in Q69.
    @inlinable @inline(__always)
    static func moved(_ parameter: Int16, by high: Int64, _ low: Int64, _ factor: Int32) -> Int16 {
        // In Q53: bits cut off here could not decide the rounding.
        moved(parameter, by: high &* Int64(factor) &+ (low &* Int64(factor)) &>> 16, shift: 41)
    }

    /// A parameter after a change, given with so many bits too many: rounded to the nearest, ties up, and saturated.
    @inlinable @inline(__always)
    static func moved(_ parameter: Int16, by change: Int64, shift: Int64) -> Int16 {
        let rounded = (change &+ 1 &<< (shift &- 1)) &>> shift
        return Int16(truncatingIfNeeded: max(-32_768, min(32_767, Int64(parameter) &+ rounded)))
    }
}
