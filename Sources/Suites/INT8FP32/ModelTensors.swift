import Kernels
import Measurement
import Models
import Statistics

/// A model's weights in every precision and what FP64 makes of its inputs. Drawn from the seed and the model's name, so that
/// every condition, machine and day has the same.
final class ModelTensors: WorkloadTensors {
    let fp32: Model
    /// The inputs on which it is held against FP64; the first of them is the one that is timed.
    let evaluation: InputStream
    private let reference: ReferenceModel
    private let ranges: [ClosedRange<Double>]
    private let expected: [[Double]]
    private let activations: IntegerLayer.ActivationType
    private var models: [Kind: Model] = [:]
    private var errors: [String: OutputError] = [:]

    private struct Kind: Hashable {
        let precision: Precision
        let weightLimit: Int
    }

    init(_ workload: ModelWorkload, activations: IntegerLayer.ActivationType, seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed, stream: "weights of \(workload.name)")
        fp32 = try .random(workload.model.network, using: &generator)
        reference = try ReferenceModel(fp32)
        let inputCount = workload.model.network.inputCount
        evaluation = InputStream(seed: seed, name: "evaluation of \(workload.name)", count: inputCount)
        ranges = Calibration.ranges(
            of: reference, over: InputStream(seed: seed, name: "calibration of \(workload.name)", count: inputCount),
            count: workload.inputs.calibration)
        expected = reference.map(evaluation, count: workload.inputs.evaluation) { $0[$0.count - 1] }
        self.activations = activations
    }

    /// The model as a backend takes it, made when it is first asked for.
    func model(for backend: any Backend) throws -> Model {
        let kind = Kind(precision: backend.precision, weightLimit: backend.weightLimit)
        if let model = models[kind] { return model }
        let model =
            switch backend.precision.format {
            case .fp32?: fp32
            case let format?: try fp32.rounded(to: format)
            case nil:
                try fp32.quantized(
                    ranges, activations: activations, precision: backend.precision, weightLimit: backend.weightLimit)
            }
        models[kind] = model
        return model
    }

    func prepare(
        on backend: any Backend, _ conditions: LayerConditions, lastLevelCacheBytes: Int
    ) throws -> PreparedCase {
        try ModelCase(
            backend: backend, conditions: conditions, tensors: self, lastLevelCacheBytes: lastLevelCacheBytes
        ).prepare()
    }

    /// How far a backend's outputs are from FP64's over the inputs of the evaluation; taken once.
    func error(of prepared: PreparedModel, packed: UnsafeRawPointer, on backend: any Backend) -> OutputError {
        let error = errors[backend.name] ?? prepared.error(packed: packed, over: evaluation, expected: expected)
        errors[backend.name] = error
        return error
    }
}
