/// A gated logistic model that learns event by event in FP32 or FP64: z = Σ v·w·f + t of the context, p = σ(z).
///
/// It is a view of parameters in memory of the caller's, which must outlive it: the gates w, the coefficients v, the
/// biases t, `shape.parameters` in all. Features are as many as the shape says, contexts are counted from 0; that
/// they are is not checked. Nothing is allocated.
public struct FloatingModel<Scalar: FloatingScalar> {
    /// The counts.
    public let shape: ModelShape
    /// The gates w, with all other parameters behind them.
    public let gates: UnsafeMutablePointer<Scalar>

    /// A view of parameters.
    /// - Parameter parameters: gates, coefficients, biases; initialised, and written by updates.
    @inlinable public init(shape: ModelShape, parameters: UnsafeMutablePointer<Scalar>) {
        (self.shape, gates) = (shape, parameters)
    }

    /// The coefficients v.
    @inlinable public var coefficients: UnsafeMutablePointer<Scalar> { gates + shape.features }

    /// The biases t.
    @inlinable public var biases: UnsafeMutablePointer<Scalar> { gates + 2 &* shape.features }

    /// The logit z.
    @inlinable public func logit(_ features: UnsafePointer<Scalar>, context: Int) -> Scalar {
        let (w, v, count) = (gates, coefficients, shape.features)
        var four = Scalar.four(0)
        var i = 0
        while i &+ 4 <= count {
            let weight = Scalar.product(Scalar.four(at: v + i), Scalar.four(at: w + i))
            four = Scalar.sum(four, Scalar.product(weight, Scalar.four(at: features + i)))
            i &+= 4
        }
        var rest = biases[context]
        // Counted so that the compiler sees that it is short.
        for _ in 0..<count & 3 {
            rest += v[i] * w[i] * features[i]
            i &+= 1
        }
        return Scalar.total(four) + rest
    }

    /// The score p in 0 ... 1; NaN where a feature is not finite.
    @inlinable public func score(_ features: UnsafePointer<Scalar>, context: Int) -> Scalar {
        .sigmoid(logit(features, context: context))
    }

    /// The binary cross-entropy of an event, in nats.
    /// - Parameter label: what the score should be, in 0 ... 1.
    @inlinable public func loss(_ features: UnsafePointer<Scalar>, context: Int, label: Scalar) -> Scalar {
        .crossEntropy(logit: logit(features, context: context), label: label)
    }

    /// One step of gradient descent on an event's loss. Gradients are of the parameters before it.
    ///
    /// A feature that is not finite, or a rate or label that is not, changes no parameter.
    /// - Parameters:
    ///   - label: what the score should be, in 0 ... 1.
    ///   - rate: the step is the gradient times this.
    /// - Returns: the score before; NaN where nothing was changed.
    @inlinable @discardableResult
    public func update(_ features: UnsafePointer<Scalar>, context: Int, label: Scalar, rate: Scalar) -> Scalar {
        let z = logit(features, context: context)
        let score = Scalar.sigmoid(z)
        let step = rate * (score - label)
        // 0·∞ and 0·NaN are NaN: one comparison for both.
        guard 0 * z + 0 * step == 0 else { return .nan }
        let (w, v, count) = (gates, coefficients, shape.features)
        let steps = Scalar.four(step)
        var i = 0
        while i &+ 4 <= count {
            let (gates, coefficients) = (Scalar.four(at: w + i), Scalar.four(at: v + i))
            let change = Scalar.product(steps, Scalar.four(at: features + i))
            Scalar.store(Scalar.difference(gates, Scalar.product(change, coefficients)), at: w + i)
            Scalar.store(Scalar.difference(coefficients, Scalar.product(change, gates)), at: v + i)
            i &+= 4
        }
        for _ in 0..<count & 3 {
            let (gate, coefficient, change) = (w[i], v[i], step * features[i])
            w[i] = gate - change * coefficient
            v[i] = coefficient - change * gate
            i &+= 1
        }
        biases[context] -= step
        return score
    }
}
