/// A step in two halves, between which gradients can go elsewhere.
extension Trainer {
    /// The first half of a step: forward, loss, backward, and all gradients in one flat buffer instead of being
    /// applied. Nothing is updated, nothing allocated.
    /// - Parameters:
    ///   - input: as ``step(_:rate:loss:)`` takes it.
    ///   - flat: takes the plan's ``TrainingPlan/gradientCount`` floats, in its ``TrainingPlan/gradientLayout``.
    /// - Returns: the loss.
    /// - Throws: what the loss throws; nothing is written then.
    public func gradients(
        _ input: UnsafePointer<Float>, into flat: UnsafeMutablePointer<Float>, loss: Loss
    ) throws -> Double {
        let value = try forward(input, loss: loss)
        backward(input, .written(flat))
        return value
    }

    /// The second half of a step: each parameter is updated by its part of a flat gradient. After the first half, this
    /// gives bit by bit the parameters that ``step(_:rate:loss:)`` gives.
    /// - Parameter rate: of this step.
    public func apply(_ flat: UnsafePointer<Float>, rate: Double) {
        countStep()
        for step in plan.steps {
            if let update = step.update { apply(flat, to: step, update, rate: rate) }
        }
    }
}
