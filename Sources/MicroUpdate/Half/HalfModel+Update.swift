extension HalfModel {
    /// One step of gradient descent on an event's loss, each new parameter rounded to the nearest, ties to even.
    ///
    /// In all else as the update with a rounding of choice, and faster.
    @inlinable @inline(__always) @discardableResult
    public func update(_ features: UnsafePointer<Float>, context: Int, label: Float, rate: Float) -> Float {
        let z = logit(features, context: context)
        let score = Float.sigmoid(z)
        let step = rate * (score - label)
        guard 0 * z + 0 * step == 0 else { return .nan }
        let (w, v) = (gates, coefficients)
        for i in 0..<shape.features {
            let (gate, coefficient, change) = (Half.widened(w[i]), Half.widened(v[i]), step * features[i])
            w[i] = Half.narrowed(gate - change * coefficient)
            v[i] = Half.narrowed(coefficient - change * gate)
        }
        biases[context] = Half.narrowed(Half.widened(biases[context]) - step)
        return score
    }

    /// One step of gradient descent on an event's loss. Gradients are of the parameters before it.
    ///
    /// A feature, label or rate that is not finite changes no parameter.
    /// - Parameters:
    ///   - label: what the score should be, in 0 ... 1.
    ///   - rate: the step is the gradient times this.
    ///   - rounding: of the magnitudes of new parameters.
    /// - Returns: the score before; NaN where nothing was changed.
    @inlinable @inline(__always) @discardableResult
    public func update(
        _ features: UnsafePointer<Float>, context: Int, label: Float, rate: Float,
        rounding: inout some UpdateRounding
    ) -> Float {
        let z = logit(features, context: context)
        let score = Float.sigmoid(z)
        let step = rate * (score - label)
        guard 0 * z + 0 * step == 0 else { return .nan }
        let (w, v) = (gates, coefficients)
        for i in 0..<shape.features {
            let (gate, coefficient, change) = (Half.widened(w[i]), Half.widened(v[i]), step * features[i])
            w[i] = Half.narrowed(gate - change * coefficient, rounding: &rounding)
            v[i] = Half.narrowed(coefficient - change * gate, rounding: &rounding)
        }
        biases[context] = Half.narrowed(Half.widened(biases[context]) - step, rounding: &rounding)
        return score
    }
}
