import Kernels
import Models

extension Inference {
    /// A pretrained model as it predicts in these numbers.
    /// - Throws: ``AdaptationError/noKernel(_:)`` where this machine runs no kernel in them.
    convenience init(_ pretrained: PretrainedModel, _ numbers: AdaptationNumbers) throws {
        guard let format = numbers.inferenceFormat else {
            let integers = try pretrained.quantized(pretrained.model)
            try self.init(integers.model, on: integers.backend)
            return
        }
        let backend = Backends.all.last {
            $0.precision == format.precision && $0.vendor == nil && $0.unavailable == nil
        }
        guard let backend else { throw AdaptationError.noKernel("\(format)".uppercased()) }
        try self.init(format == .fp32 ? pretrained.model : pretrained.model.rounded(to: format), on: backend)
    }

    /// What predicting takes alone.
    var footprint: Footprint {
        var footprint = Footprint(
            inferenceMACs: model.network.macs, events: .init(width: model.network.inputCount))
        footprint.bytes[.weights] = weightByteCount
        footprint.bytes[.activations] = tensorByteCount
        footprint.bytes[.workspace] = workspaceByteCount
        return footprint
    }
}

extension AdaptationNumbers {
    /// Of weights and activations in inference; nil for integers.
    var inferenceFormat: FloatFormat? {
        switch self {
        case .fp32: .fp32
        case .bf16: .bf16
        case .fp16: .fp16
        case .int8, .int8Unscaled, .int8FP32, .int8BF16, .int8FP16: nil
        }
    }
}
