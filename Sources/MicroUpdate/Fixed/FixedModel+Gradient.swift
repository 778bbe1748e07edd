// Mini-batches: gradients of events add up in memory of the caller's, laid out as the parameters, and change these at
// once.
extension FixedModel {
    /// Adds the gradient of an event's loss to a sum, rounded to the nearest, ties up. The sum holds 100,000 events
    /// of any kind.
    /// - Parameters:
    ///   - label: what the score should be, in units of 2⁻¹⁵: 0 ... 32,768.
    ///   - gradient: of `shape.parameters` values in units of 2⁻⁴⁰, laid out as these; 0 before the first event.
    /// - Returns: the score, in units of 2⁻³⁰.
    @inlinable @discardableResult
    public func addGradient(
        _ features: UnsafePointer<Int16>, context: Int, label: UInt16, to gradient: UnsafeMutablePointer<Int64>
    ) -> Int32 {
        let score = score(features, context: context)
        let slope = Int64(score) &- Int64(label) &<< 15
        let (w, v, count) = (gates, coefficients, shape.features)
        for i in 0..<count {
            let feature = Int32(features[i])
            gradient[i] &+= (slope &* Int64(Int32(v[i]) &* feature) &+ 1 << 13) &>> 14
            gradient[count &+ i] &+= (slope &* Int64(Int32(w[i]) &* feature) &+ 1 << 13) &>> 14
        }
        gradient[2 &* count &+ context] &+= slope &<< 10
        return score
    }

    /// One step of gradient descent on a sum of gradients, which stays as it is.
    /// - Parameters:
    ///   - gradient: of `shape.parameters` values in units of 2⁻⁴⁰, laid out as these.
    ///   - rate: the step is the gradient times this, in units of 2⁻¹⁵; for the mean over a batch, divided by its
    ///     events.
    @inlinable public func apply(_ gradient: UnsafePointer<Int64>, rate: UInt16) {
        for i in 0..<shape.parameters {
            let descent = 0 &- gradient[i]
            // In Q39: bits cut off here could not decide the rounding.
            let change = (descent &>> 16) &* Int64(rate) &+ ((descent & 0xFFFF) &* Int64(rate)) &>> 16
            gates[i] = Self.moved(gates[i], by: change, shift: 27)
        }
    }
}
