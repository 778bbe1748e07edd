extension LatentModel {
    /// One step of gradient descent on an event's loss. Gradients are of the parameters before it.
    ///
    /// A feature that is NaN, or a label or rate that is not finite, changes no parameter.
    /// - Parameters:
    ///   - label: what the score should be, in 0 ... 1.
    ///   - rate: the step is the gradient times this.
    /// - Returns: the score before; NaN where nothing was changed.
    @inlinable @inline(__always) @discardableResult
    public func update(_ features: UnsafePointer<Float>, context: Int, label: Float, rate: Float) -> Float {
        let score = score(features, context: context)
        let step = rate * (score - label)
        guard 0 * step == 0 else { return .nan }
        let q = quantisation
        for i in 0..<shape.features {
            let slopes = slopes(i, features[i])
            gates[i] = Self.bounded(gates[i] - step * slopes.gate, bits: q.gateBits)
            coefficients[i] = Self.bounded(coefficients[i] - step * slopes.coefficient, bits: q.coefficientBits)
        }
        biases[context] = Self.bounded(biases[context] - step * biasSlope(context), bits: q.biasBits)
        return score
    }

    /// Adds the gradient of an event's loss to a sum. A feature that is NaN, or a label that is not finite, adds
    /// nothing.
    /// - Parameters:
    ///   - label: what the score should be, in 0 ... 1.
    ///   - gradient: of `shape.parameters` values, laid out as these; 0 before the first event.
    /// - Returns: the score; NaN where nothing was added.
    @inlinable @inline(__always) @discardableResult
    public func addGradient(
        _ features: UnsafePointer<Float>, context: Int, label: Float, to gradient: UnsafeMutablePointer<Float>
    ) -> Float {
        let score = score(features, context: context)
        let slope = score - label
        guard 0 * slope == 0 else { return .nan }
        let count = shape.features
        for i in 0..<count {
            let slopes = slopes(i, features[i])
            gradient[i] += slope * slopes.gate
            gradient[count &+ i] += slope * slopes.coefficient
        }
        gradient[2 &* count &+ context] += slope * biasSlope(context)
        return score
    }

    /// One step of gradient descent on a sum of gradients, which stays as it is. A rate or gradient that is not
    /// finite changes no parameter.
    /// - Parameters:
    ///   - gradient: of `shape.parameters` values, laid out as these.
    ///   - rate: the step is the gradient times this; for the mean over a batch, divided by its events.
    /// - Returns: whether the parameters were changed.
    @inlinable @inline(__always) @discardableResult
    public func apply(_ gradient: UnsafePointer<Float>, rate: Float) -> Bool {
        let (count, q) = (shape.features, quantisation)
        var check = 0 * rate
        for i in 0..<shape.parameters { check += 0 * gradient[i] }
        guard check == 0 else { return false }
        for i in 0..<shape.parameters {
            let bits = i < count ? q.gateBits : i < 2 &* count ? q.coefficientBits : q.biasBits
            gates[i] = Self.bounded(gates[i] - rate * gradient[i], bits: bits)
        }
        return true
    }

    /// ∂z/∂w and ∂z/∂v of a feature, straight through roundings.
    @inlinable @inline(__always)
    func slopes(_ i: Int, _ feature: Float) -> (gate: Float, coefficient: Float) {
        let q = quantisation
        let gate = FakeQuantisation.level(gates[i], bits: q.gateBits)
        let coefficient = FakeQuantisation.level(coefficients[i], bits: q.coefficientBits)
        let (w, v) = (FakeQuantisation.saturated(gate), FakeQuantisation.saturated(coefficient))
        let f = FakeQuantisation.value(feature, bits: q.featureBits)
        let gated = FakeQuantisation.level(w * FakeQuantisation.power(0 &- q.gateBits) * f, bits: q.gatedBits)
        let g = FakeQuantisation.saturated(gated)
        return (
            gate == w && gated == g ? v * FakeQuantisation.power(0 &- q.coefficientBits) * f : 0,
            coefficient == v ? g * FakeQuantisation.power(0 &- q.gatedBits) : 0
        )
    }

    /// ∂z/∂t.
    @inlinable @inline(__always)
    func biasSlope(_ context: Int) -> Float {
        let bias = FakeQuantisation.level(biases[context], bits: quantisation.biasBits)
        return bias == FakeQuantisation.saturated(bias) ? 1 : 0
    }

    /// The nearest value in the range of 8 bits.
    @inlinable @inline(__always)
    static func bounded(_ value: Float, bits: Int) -> Float {
        let unit = FakeQuantisation.power(0 &- bits)
        return value < -128 * unit ? -128 * unit : (value > 127 * unit ? 127 * unit : value)
    }
}
