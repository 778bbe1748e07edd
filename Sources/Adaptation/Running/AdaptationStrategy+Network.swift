import Kernels
import Learning

extension AdaptationStrategy {
    /// A pretrained model made ready for it.
    /// - Throws: ``AdaptationError/budget(_:strategy:least:)`` where it does not fit, ``AdaptationError/noKernel(_:)`` for numbers
    ///   that this machine lacks, `TrainingError` for a scope that the network does not have.
    func network(_ model: PretrainedModel, _ settings: AdaptationSettings) throws -> any AdaptiveNetwork {
        let network: any AdaptiveNetwork
        switch target {
        case .frozen: network = try FrozenNetwork(model, numbers)
        case .tinyOL: network = try TinyOLNetwork(model, numbers)
        case .full, .head, .last, .layerWise, .biases, .channels:
            network = try TrainedNetwork(model, self, settings)
        }
        if let budget = settings.memoryBudget {
            let total = try StrategyCost(network.footprint, self, settings).total
            guard total <= budget else { throw AdaptationError.budget(budget, strategy: name, least: total) }
        }
        return network
    }
}

extension AdaptationNumbers {
    /// In which a trainer keeps weights and the tensors between steps.
    /// - Parameters:
    ///   - ranges: of each tensor, for integers.
    ///   - seed: of weights that are rounded stochastically.
    func training(_ ranges: [ClosedRange<Double>], seed: UInt64) -> TrainingNumbers {
        var integers = IntegerNumbers(ranges: ranges)
        integers.rounding = .stochastic(seed: seed)
        integers.scalesGradients = self != .int8Unscaled
        return switch self {
        case .fp32, .int8FP32: .fp32
        case .bf16, .int8BF16: .bf16
        case .fp16, .int8FP16: .fp16
        case .int8, .int8Unscaled: .int8(integers)
        }
    }

    /// Whether predictions are in INT8 and updates in floating point.
    var switches: Bool { self == .int8FP32 || self == .int8BF16 || self == .int8FP16 }
}
