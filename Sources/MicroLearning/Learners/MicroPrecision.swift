import MicroUpdate

/// In which numbers a model computes and learns.
public enum MicroPrecision: String, CaseIterable, Sendable {
    /// FP64, the reference.
    case fp64
    /// FP32.
    case fp32
    /// Parameters in FP16, rounded to the nearest; arithmetic in FP32.
    case fp16
    /// 8-bit integers, learnt through latent parameters in FP32 (quantisation-aware training).
    case int8Latent = "int8-latent"
    /// 8-bit integers alone; updates are rounded stochastically, so that small steps are kept on average.
    case int8Stochastic = "int8-stochastic"
    /// 8-bit integers alone; updates are rounded to the nearest, so that small steps are lost.
    case int8Nearest = "int8-nearest"
    /// 16-bit fixed point (Q3.12) without a floating-point operation.
    case fixed

    /// The precision of a name.
    /// - Throws: ``MicroLearningError/unknownPrecision(_:known:)``.
    public init(named name: String) throws(MicroLearningError) {
        guard let precision = Self(rawValue: name) else {
            throw .unknownPrecision(name, known: Self.allCases.map(\.rawValue))
        }
        self = precision
    }

    /// A model that begins with parameters, as near to them as its numbers allow.
    /// - Parameter seed: of stochastic roundings, where there are any.
    public func learner(_ start: StartWeights, seed: UInt64) -> any MicroLearner {
        switch self {
        case .fp64: FloatingLearner<Double>(start)
        case .fp32: FloatingLearner<Float>(start)
        case .fp16: HalfLearner(start)
        case .int8Latent: LatentLearner(start)
        case .int8Stochastic: QuantisedLearner(start, rounding: XorShift(seed: seed))
        case .int8Nearest: QuantisedLearner(start, rounding: NearestUp())
        case .fixed: FixedLearner(start)
        }
    }

    /// The bytes that a model holds while it learns.
    /// - Parameter batch: whether it learns from mini-batches.
    public func stateBytes(_ shape: ModelShape, batch: Bool) -> StateBytes {
        switch self {
        case .fp64: FloatingModel<Double>.stateBytes(shape, batch: batch)
        case .fp32: FloatingModel<Float>.stateBytes(shape, batch: batch)
        case .fp16: HalfModel.stateBytes(shape, batch: batch)
        case .int8Latent: LatentModel.stateBytes(shape, batch: batch)
        case .int8Stochastic: QuantisedModel.stateBytes(shape, batch: batch, stochastic: true)
        case .int8Nearest: QuantisedModel.stateBytes(shape, batch: batch)
        case .fixed: FixedModel.stateBytes(shape, batch: batch)
        }
    }
}
