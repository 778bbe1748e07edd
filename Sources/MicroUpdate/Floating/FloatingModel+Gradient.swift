// Mini-batches: gradients of events add up in memory of the caller's, laid out as the parameters, and change these at
// once.
extension FloatingModel {
    /// Adds the gradient of an event's loss to a sum. A feature or label that is not finite adds nothing.
    /// - Parameters:
    ///   - label: what the score should be, in 0 ... 1.
    ///   - gradient: of `shape.parameters` values, laid out as these; 0 before the first event.
    /// - Returns: the score; NaN where nothing was added.
    @inlinable @discardableResult
    public func addGradient(
        _ features: UnsafePointer<Scalar>, context: Int, label: Scalar, to gradient: UnsafeMutablePointer<Scalar>
    ) -> Scalar {
        let z = logit(features, context: context)
        let score = Scalar.sigmoid(z)
        let slope = score - label
        guard 0 * z + 0 * slope == 0 else { return .nan }
        let (w, v, count) = (gates, coefficients, shape.features)
        let (dw, dv) = (gradient, gradient + count)
        let slopes = Scalar.four(slope)
        var i = 0
        while i &+ 4 <= count {
            let change = Scalar.product(slopes, Scalar.four(at: features + i))
            let (gates, coefficients) = (Scalar.four(at: w + i), Scalar.four(at: v + i))
            Scalar.store(Scalar.sum(Scalar.four(at: dw + i), Scalar.product(change, coefficients)), at: dw + i)
            Scalar.store(Scalar.sum(Scalar.four(at: dv + i), Scalar.product(change, gates)), at: dv + i)
            i &+= 4
        }
        for _ in 0..<count & 3 {
            let change = slope * features[i]
            dw[i] += change * v[i]
            dv[i] += change * w[i]
            i &+= 1
        }
        gradient[2 &* count &+ context] += slope
        return score
    }

    /// One step of gradient descent on a sum of gradients, which stays as it is. A rate or gradient that is not
    /// finite changes no parameter.
    /// - Parameters:
    ///   - gradient: of `shape.parameters` values, laid out as these.
    ///   - rate: the step is the gradient times this; for the mean over a batch, divided by its events.
    /// - Returns: whether the parameters were changed.
    @inlinable @discardableResult
    public func apply(_ gradient: UnsafePointer<Scalar>, rate: Scalar) -> Bool {
        let count = shape.parameters
        let rates = Scalar.four(rate)
        var check = 0 * rate
        for i in 0..<count { check += 0 * gradient[i] }
        guard check == 0 else { return false }
        var i = 0
        while i &+ 4 <= count {
            let change = Scalar.product(rates, Scalar.four(at: gradient + i))
            Scalar.store(Scalar.difference(Scalar.four(at: gates + i), change), at: gates + i)
            i &+= 4
        }
        for _ in 0..<count & 3 {
            gates[i] -= rate * gradient[i]
            i &+= 1
        }
        return true
    }
}
