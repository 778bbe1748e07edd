import Kernels
import Measurement
import Report

/// What is computed and measured under conditions: a layer, a product or a whole model.
protocol MeasuredWorkload: Sendable {
    /// As it stands in ids.
    var name: String { get }
    /// The shape as a report shows it.
    var parameters: [String: Report.Parameter] { get }
    /// Multiply–accumulates of one call.
    var macs: Int { get }
    /// Weights and biases.
    var parameterCount: Int { get }
    /// Whether its weights can be packed in the call.
    var isPacked: Bool { get }
    /// Compulsory traffic of one call in bytes.
    func bytes(_ precision: Precision, _ stage: LayerConditions.Stage) -> Int
    /// Why a backend that runs here cannot compute it; nil where it can.
    func unavailable(on backend: any Backend, activations: IntegerLayer.ActivationType) -> String?
    /// The most threads that a backend divides any of its layers among.
    func threads(on backend: any Backend) -> Int
    /// Draws its weights and inputs.
    func tensors(activations: IntegerLayer.ActivationType, seed: UInt64) throws -> any WorkloadTensors
}

/// A workload's weights and inputs, from which all its cases are made.
protocol WorkloadTensors: AnyObject {
    /// Allocates a case's buffers and makes its call.
    /// - Parameter lastLevelCacheBytes: what the copies of a cold case must exceed.
    /// - Throws: `KernelError` where the backend has no kernel for it.
    func prepare(
        on backend: any Backend, _ conditions: LayerConditions, lastLevelCacheBytes: Int
    ) throws -> PreparedCase
}

/// Draws tensors when they are first asked for and keeps those of one workload: the groups of a workload follow each
/// other, and an oracle of a large product takes seconds.
final class WorkloadTensorStore {
    private let activations: IntegerLayer.ActivationType
    private let seed: UInt64
    private var kept: (name: String, tensors: any WorkloadTensors)?

    init(activations: IntegerLayer.ActivationType, seed: UInt64) {
        self.activations = activations
        self.seed = seed
    }

    func tensors(of workload: any MeasuredWorkload) throws -> any WorkloadTensors {
        if let kept, kept.name == workload.name { return kept.tensors }
        kept = nil
        let tensors = try workload.tensors(activations: activations, seed: seed)
        kept = (workload.name, tensors)
        return tensors
    }
}
