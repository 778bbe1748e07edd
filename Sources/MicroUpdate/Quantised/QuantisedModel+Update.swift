// Training of the 8-bit parameters themselves, without copies of more bits. A step of less than half a unit is lost
// by rounding to the nearest: small gradients stall. Stochastic rounding keeps it on average.
extension QuantisedModel {
    /// One step of gradient descent on an event's loss, each new parameter rounded to the nearest, ties up.
    @inlinable @discardableResult
    public func update(_ features: UnsafePointer<Int8>, context: Int, label: UInt16, rate: UInt16) -> UInt8 {
        var rounding = NearestUp()
        return update(features, context: context, label: label, rate: rate, rounding: &rounding)
    }

    /// One step of gradient descent on an event's loss. Gradients are of the parameters before it. They go straight
    /// through roundings, and stop where a gated feature saturates; the slope p − y stays where the logit does.
    /// - Parameters:
    ///   - label: what the score should be, in units of 1/256: 0 ... 256.
    ///   - rate: the step is the gradient times this, in units of 2⁻¹⁵.
    ///   - rounding: of new parameters, which saturate.
    /// - Returns: the score before, in units of 1/256.
    @inlinable @discardableResult
    public func update(
        _ features: UnsafePointer<Int8>, context: Int, label: UInt16, rate: UInt16, rounding: inout some UpdateRounding
    ) -> UInt8 {
        let score = score(features, context: context)
        // Against the slope, in Q23.
        let step = Int64(rate) &* (Int64(label) &- Int64(score))
        let (w, v, shift) = (gates, coefficients, Int32(truncatingIfNeeded: quantisation.gatedShift))
        for i in 0..<shape.features {
            let (gate, coefficient, feature) = (Int32(w[i]), Int32(v[i]), Int32(features[i]))
            let gated = Self.shifted(gate &* feature, by: shift)
            let kept = Self.saturated(gated)
            let gateSlope = kept == gated ? coefficient &* feature : 0
            w[i] = Self.moved(w[i], by: step &* Int64(gateSlope), gateStepBits, &rounding)
            v[i] = Self.moved(v[i], by: step &* Int64(kept), coefficientStepBits, &rounding)
        }
        biases[context] = Self.moved(biases[context], by: step, biasStepBits, &rounding)
        return score
    }

    /// Bits that a gate's step has too many.
    @inlinable var gateStepBits: Int {
        23 &+ quantisation.coefficientBits &+ quantisation.featureBits &- quantisation.gateBits
    }

    /// Bits that a coefficient's step has too many.
    @inlinable var coefficientStepBits: Int { 23 &+ quantisation.gatedBits &- quantisation.coefficientBits }

    /// Bits that a bias's step has too many.
    @inlinable var biasStepBits: Int { 23 &- quantisation.biasBits }

    /// A parameter after a change, given with so many bits too many: rounded and saturated.
    @inlinable @inline(__always)
    static func moved(
        _ parameter: Int8, by change: Int64, _ bits: Int, _ rounding: inout some UpdateRounding
    ) -> Int8 {
        let shift = Int64(truncatingIfNeeded: bits)
        let offset = rounding.offset(bits: bits, lowest: (change &>> shift &+ Int64(parameter)) & 1)
        let moved = Int64(parameter) &+ (change &+ offset) &>> shift
        return Int8(truncatingIfNeeded: max(-128, min(127, moved)))
    }
}
