// Mini-batches: gradients of events add up in memory of the caller's, laid out as the parameters, and change these at
// once.
extension QuantisedModel {
    /// Adds the gradient of an event's loss to a sum, exactly. The sum holds 511 events of any kind.
    /// - Parameters:
    ///   - label: what the score should be, in units of 1/256: 0 ... 256.
    ///   - gradient: of `shape.parameters` values, laid out as these; 0 before the first event. Their units are those
    ///     of slope times coefficient times feature, of slope times gated feature, and of slope.
    /// - Returns: the score, in units of 1/256.
    @inlinable @discardableResult
    public func addGradient(
        _ features: UnsafePointer<Int8>, context: Int, label: UInt16, to gradient: UnsafeMutablePointer<Int32>
    ) -> UInt8 {
        let score = score(features, context: context)
        let slope = Int32(score) &- Int32(label)
        let (w, v, count) = (gates, coefficients, shape.features)
        let shift = Int32(truncatingIfNeeded: quantisation.gatedShift)
        for i in 0..<count {
            let feature = Int32(features[i])
            let gated = Self.shifted(Int32(w[i]) &* feature, by: shift)
            let kept = Self.saturated(gated)
            gradient[i] &+= kept == gated ? slope &* Int32(v[i]) &* feature : 0
            gradient[count &+ i] &+= slope &* kept
        }
        gradient[2 &* count &+ context] &+= slope
        return score
    }

    /// One step of gradient descent on a sum of gradients, which stays as it is.
    /// - Parameters:
    ///   - gradient: of `shape.parameters` values, laid out as these.
    ///   - rate: the step is the gradient times this, in units of 2⁻¹⁵; for the mean over a batch, divided by its
    ///     events.
    ///   - rounding: of new parameters, which saturate.
    @inlinable public func apply(
        _ gradient: UnsafePointer<Int32>, rate: UInt16, rounding: inout some UpdateRounding
    ) {
        let count = shape.features
        for i in 0..<shape.parameters {
            let bits = i < count ? gateStepBits : i < 2 &* count ? coefficientStepBits : biasStepBits
            gates[i] = Self.moved(gates[i], by: 0 &- Int64(gradient[i]) &* Int64(rate), bits, &rounding)
        }
    }

    /// One step of gradient descent on a sum of gradients, each new parameter rounded to the nearest, ties up.
    @inlinable public func apply(_ gradient: UnsafePointer<Int32>, rate: UInt16) {
        var rounding = NearestUp()
        apply(gradient, rate: rate, rounding: &rounding)
    }
}
