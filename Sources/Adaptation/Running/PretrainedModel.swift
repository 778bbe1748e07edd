import Kernels
import Learning
import Models

/// A model as it is shipped: with what calibration examples tell of its tensors.
public struct PretrainedModel: Sendable {
    /// In FP32.
    public let model: Model
    /// The smallest and largest value of each tensor, the input first.
    public let ranges: [ClosedRange<Double>]
    /// Of the tensor that the last step takes.
    let features: RunningMoments
    private static let calibrationCount = 256

    /// Calibrates a model by the first 256 examples, or all where there are fewer.
    /// - Parameters:
    ///   - model: in FP32.
    ///   - calibration: those it was trained on; a device's own data are not known when it is shipped.
    /// - Throws: `ModelError` for a model of integers; ``AdaptationError`` for one of other examples or without a head.
    public init(_ model: Model, calibration: Examples) throws {
        let network = model.network
        try network.check(inputs: calibration.shape.count, classes: calibration.classes.count)
        let taken = try network.headInput()
        let reference = try ReferenceModel(model)
        var ranges: [ClosedRange<Double>?] = .init(repeating: nil, count: network.tensorCount)
        var features = RunningMoments(count: network.elementCount(ofTensor: taken))
        for index in 0..<min(calibration.count, Self.calibrationCount) {
            let tensors = reference.tensors(calibration.withInput(index) { Array($0) })
            for (place, tensor) in tensors.enumerated() {
                let (low, high) = (tensor.min() ?? 0, tensor.max() ?? 0)
                ranges[place] =
                    min(low, ranges[place]?.lowerBound ?? low)...max(high, ranges[place]?.upperBound ?? high)
            }
            features.add(tensors[taken].map { Float($0) })
        }
        self.model = model
        self.ranges = ranges.map { $0 ?? 0...0 }
        self.features = features
    }

    /// The steps before the head.
    init(body: Model, of whole: PretrainedModel) {
        model = body
        ranges = whole.ranges.dropLast()
        features = whole.features
    }

    /// The model in INT8 and a backend that runs it.
    /// - Throws: ``AdaptationError/noKernel(_:)`` where this machine runs none.
    func quantized(_ model: Model) throws -> (model: Model, backend: any Backend) {
        for type in IntegerLayer.ActivationType.allCases {
            let backend = Backends.all.last { backend in
                backend.precision == .int8 && backend.vendor == nil && backend.unavailable == nil
                    && !backend.hasNarrowWeights
                    && model.network.steps.allSatisfy { step in
                        guard case .layer(let shape) = step.shape else { return true }
                        return backend.unavailable(for: shape, activations: type) == nil
                    }
            }
            guard let backend else { continue }
            let integers = try model.quantized(
                ranges, activations: type, precision: .int8, weightLimit: backend.weightLimit)
            return (integers, backend)
        }
        throw AdaptationError.noKernel("INT8")
    }
}

extension Network {
    /// Refuses a network for other inputs or classes.
    func check(inputs: Int, classes: Int) throws(AdaptationError) {
        guard inputs == inputCount, classes == outputCount else {
            throw .otherStream(
                network: "\(inputCount) numbers and gives \(outputCount)",
                stream: "\(inputs) numbers and \(classes) classes")
        }
    }

    /// The tensor that the head takes: the last step, fully connected and without activation, which takes what another
    /// step makes.
    func headInput() throws(AdaptationError) -> Int {
        let head = steps[steps.count - 1]
        guard steps.count > 1 else { throw .bodyMissing }
        guard case .layer(.gemm(let gemm)) = head.shape, gemm.m == 1, head.inputs[0] == steps.count - 1,
            head.clamp == -Float.infinity...Float.infinity
        else { throw .headMissing(step: head.name) }
        return head.inputs[0]
    }
}
