import Kernels

/// In which numbers a trainer keeps weights and the tensors between steps.
///
/// Arithmetic is FP32 whatever they are: what a layer takes is converted while it is computed. A tensor is rounded when its step
/// has made it, so that the next step takes what the backward pass will see; weights are rounded after each update. Biases,
/// gradients and what the optimiser remembers stay FP32, and so does the network's input, which the caller holds; its output is
/// not kept and stays FP32 with ``bf16`` and ``fp16``.
public enum TrainingNumbers: Sendable, Equatable {
    /// As they are computed.
    case fp32
    /// To the nearest number of bfloat16.
    case bf16
    /// To the nearest number of IEEE 754 binary16; what is too large becomes infinite.
    case fp16
    /// Integers of 8 bits. Input and output of the network are rounded, too, and biases while they are added, as the quantised
    /// model has them.
    case int8(IntegerNumbers)

    /// Bytes of a weight, and of an element of a tensor.
    public var elementBytes: Int {
        switch self {
        case .fp32: 4
        case .bf16, .fp16: 2
        case .int8: 1
        }
    }

    /// What integers say; nil for floating point.
    var integers: IntegerNumbers? {
        if case .int8(let integers) = self { integers } else { nil }
    }

    /// From and to FP32; nil where nothing is converted.
    var conversion: Conversion? {
        switch self {
        case .fp32: nil
        case .bf16: .fastest(.bf16)
        case .fp16: .fastest(.fp16)
        case .int8: .fastestIntegers
        }
    }
}

/// How weights and tensors are held in 8 bits while they are trained.
///
/// Tensors are asymmetric, each with one range, which the caller gives and training does not change; gradients pass straight
/// through the rounding, and not where a number lies beyond the range. Weights are symmetric, with a scale for each output
/// channel that is fixed when training begins.
public struct IntegerNumbers: Sendable, Equatable {
    /// How the elements of each tensor stand for real numbers, the network's input first.
    public var tensors: [QuantizationParameters]
    /// The largest magnitude of a weight: 127, or less where integer kernels ask for it.
    public var weightLimit = 127
    /// The largest weight that a channel can hold, by its largest one when training begins; at least 1. A channel of zeros
    /// takes the largest scale of its layer.
    public var headroom: Float = 1.5
    /// How a weight is rounded after an update.
    public var rounding = Rounding.nearest
    /// Whether an update is computed for the real weights: quantisation-aware scaling. The gradient by a quantised weight is
    /// that by the real one times its scale, and the step that this makes in real weights is too small by the scale's square;
    /// divided by that square, it is what it is in FP32. Without, the optimiser sees quantised weights and their gradients.
    ///
    /// Source: J. Lin et al., "On-Device Training Under 256KB Memory", NeurIPS 2022, arXiv:2206.15472, section 2.1.
    public var scalesGradients = true

    /// How a number becomes an integer.
    public enum Rounding: Sendable, Equatable {
        /// To the nearest, ties to where it was: an update below half a step is lost.
        case nearest
        /// Up with the probability of what lies above the integer below, so that its mean is the number itself (Gupta et al.,
        /// 2015, Deep Learning with Limited Numerical Precision, arXiv:1502.02551, section 3).
        case stochastic(seed: UInt64)
    }

    /// With the smallest and largest value of each tensor (`Calibration`), as a quantised model takes them.
    public init(ranges: [ClosedRange<Double>], activations: IntegerLayer.ActivationType = .s8) {
        tensors = ranges.map { QuantizationParameters(covering: $0.lowerBound, $0.upperBound, type: activations) }
    }
}

extension QuantizationParameters {
    /// The numbers that the smallest and the largest element stand for.
    var reals: ClosedRange<Float> {
        let range = type.range
        return Float(range.lowerBound - zeroPoint) * scale...Float(range.upperBound - zeroPoint) * scale
    }
}
