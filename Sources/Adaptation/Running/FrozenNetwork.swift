import Kernels
import Models

/// A network that does not learn.
final class FrozenNetwork: AdaptiveNetwork {
    let batch = 1
    private let inference: Inference
    private let model: Model

    init(_ pretrained: PretrainedModel, _ numbers: AdaptationNumbers) throws {
        model = pretrained.model
        inference = try Inference(pretrained, numbers)
    }

    func outputs(_ inputs: UnsafePointer<Float>, at place: Int) -> UnsafePointer<Float> {
        inference.run(inputs + place * model.network.inputCount)
    }

    var packedWeights: [UInt8] { inference.packedWeights }

    func checkSteps(_ values: [Float]) -> OracleResult? { inference.checkSteps(values) }

    func update(_ inputs: UnsafePointer<Float>, labels: UnsafePointer<Int32>, rate: Double) {}

    func parameters(ofStep index: Int) -> (weights: [Float], bias: [Float]) { model.parameters(ofStep: index) }

    var footprint: Footprint { inference.footprint }
}
