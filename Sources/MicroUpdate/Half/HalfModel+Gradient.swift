// Mini-batches: gradients of events add up in FP32, in memory of the caller's, laid out as the parameters, and change
// these at once.
extension HalfModel {
    /// Adds the gradient of an event's loss to a sum. A feature or label that is not finite adds nothing.
    /// - Parameters:
    ///   - label: what the score should be, in 0 ... 1.
    ///   - gradient: of `shape.parameters` values, laid out as these; 0 before the first event.
    /// - Returns: the score; NaN where nothing was added.
    @inlinable @inline(__always) @discardableResult
    public func addGradient(
        _ features: UnsafePointer<Float>, context: Int, label: Float, to gradient: UnsafeMutablePointer<Float>
    ) -> Float {
        let z = logit(features, context: context)
        let score = Float.sigmoid(z)
        let slope = score - label
        guard 0 * z + 0 * slope == 0 else { return .nan }
        let (w, v, count) = (gates, coefficients, shape.features)
        for i in 0..<count {
            let change = slope * features[i]
            gradient[i] += change * Half.widened(v[i])
            gradient[count &+ i] += change * Half.widened(w[i])
        }
        gradient[2 &* count &+ context] += slope
        return score
    }

    /// One step of gradient descent on a sum of gradients, which stays as it is. A rate or gradient that is not
    /// finite changes no parameter.
    /// - Parameters:
    ///   - gradient: of `shape.parameters` values, laid out as these.
    ///   - rate: the step is the gradient times this; for the mean over a batch, divided by its events.
    ///   - rounding: of the magnitudes of new parameters.
    /// - Returns: whether the parameters were changed.
    @inlinable @inline(__always) @discardableResult
    public func apply(_ gradient: UnsafePointer<Float>, rate: Float, rounding: inout some UpdateRounding) -> Bool {
        var check = 0 * rate
        for i in 0..<shape.parameters { check += 0 * gradient[i] }
        guard check == 0 else { return false }
        for i in 0..<shape.parameters {
            gates[i] = Half.narrowed(Half.widened(gates[i]) - rate * gradient[i], rounding: &rounding)
        }
        return true
    }

    /// One step of gradient descent on a sum of gradients, each new parameter rounded to the nearest, ties to even.
    @inlinable @inline(__always) @discardableResult
    public func apply(_ gradient: UnsafePointer<Float>, rate: Float) -> Bool {
        var rounding = NearestEven()
        return apply(gradient, rate: rate, rounding: &rounding)
    }
}
