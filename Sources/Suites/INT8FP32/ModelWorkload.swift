import Kernels
import Models
import Report

/// A whole model to be measured.
struct ModelWorkload: MeasuredWorkload {
    let model: ModelDefinition
    /// On how many inputs it is calibrated and held against FP64.
    let inputs: ModelInputs.Counts

    var name: String { model.name }
    var macs: Int { model.macs }
    var parameterCount: Int { model.parameters }
    /// Weights are packed once, when a model is loaded.
    var isPacked: Bool { false }

    var parameters: [String: Report.Parameter] {
        [
            "kind": .text("model"), "layers": .number(model.network.steps.count),
            "calibration-inputs": .number(inputs.calibration), "evaluation-inputs": .number(inputs.evaluation),
        ]
    }

    func bytes(_ precision: Precision, _ stage: LayerConditions.Stage) -> Int {
        let network = model.network
        return stage.bytes(
            own: network.bytes(precision), activations: network.inputCount + network.outputCount, precision)
    }

    /// A model's steps share one arena and their quantisation, which the libraries know nothing of.
    func unavailable(on backend: any Backend, activations: IntegerLayer.ActivationType) -> String? {
        backend.vendor.map { "whole models run on native kernels alone; \($0.name) is measured layer by layer" }
    }

    func threads(on backend: any Backend) -> Int {
        model.network.steps.map { $0.shape.threads(on: backend) }.max() ?? 1
    }

    func tensors(activations: IntegerLayer.ActivationType, seed: UInt64) throws -> any WorkloadTensors {
        try ModelTensors(self, activations: activations, seed: seed)
    }
}
