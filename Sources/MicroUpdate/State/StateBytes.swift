/// The bytes that a model holds while it learns, by what they are for: literal sizes in memory.
public struct StateBytes: Equatable, Sendable {
    /// Parameters, in the precision in which they are updated.
    public let weights: Int
    /// The sum of gradients of a mini-batch; 0 where parameters are updated event by event, in place.
    public let gradients: Int
    /// What the optimiser keeps between steps: the random state of stochastic rounding, and otherwise nothing.
    public let optimiser: Int
    /// An event's features, its logit and its score.
    public let activations: Int
    /// Tables, which are part of the program and never written.
    public let constants: Int

    /// All that is written: without ``constants``.
    public var total: Int { weights + gradients + optimiser + activations }

    /// Bytes of a model, of the sizes of one parameter, gradient, feature, logit and score; a gradient's is 0 where
    /// there is no sum of them.
    @inlinable init(
        _ shape: ModelShape, parameter: Int, gradient: Int, feature: Int, logit: Int, score: Int, optimiser: Int = 0,
        constants: Int = 0
    ) {
        (weights, gradients) = (shape.parameters * parameter, shape.parameters * gradient)
        activations = shape.features * feature + logit + score
        (self.optimiser, self.constants) = (optimiser, constants)
    }
}

/// The bytes of a value in an array.
@inlinable @inline(__always)
func size<Value>(_: Value.Type) -> Int { MemoryLayout<Value>.stride }
