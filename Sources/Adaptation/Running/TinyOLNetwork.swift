import Kernels
import Learning
import Models

/// A body that stays as it is, running standardisation of what it makes, and a head that learns sample by sample.
///
/// Source: H. Ren, D. Anicic, T. A. Runkler, "TinyOL: TinyML with Online-Learning on Microcontrollers", IJCNN 2021. Here the
/// head begins as the pretrained one, and the moments as those of the calibration examples.
final class TinyOLNetwork: AdaptiveNetwork {
    let batch = 1
    private let body: Inference
    private let pretrained: PretrainedModel
    private let head: OnlineHead
    private let width: Int

    init(_ pretrained: PretrainedModel, _ numbers: AdaptationNumbers) throws {
        let model = pretrained.model
        let bodyNetwork = try Network(Array(model.network.steps.dropLast()))
        let inBody = try PretrainedModel(
            body: Model(bodyNetwork, precision: .fp32, operations: Array(model.operations.dropLast())), of: pretrained)
        body = try Inference(inBody, numbers)
        self.pretrained = pretrained
        let last = model.parameters(ofStep: model.operations.count - 1)
        head = OnlineHead(weights: last.weights, bias: last.bias, moments: pretrained.features)
        width = model.network.inputCount
    }

    func outputs(_ inputs: UnsafePointer<Float>, at place: Int) -> UnsafePointer<Float> {
        head.run(body.run(inputs + place * width))
    }

    var packedWeights: [UInt8] { body.packedWeights }

    /// Those of the body.
    func checkSteps(_ values: [Float]) -> OracleResult? { body.checkSteps(values) }

    func notice() { head.notice(body.latest) }

    func update(_ inputs: UnsafePointer<Float>, labels: UnsafePointer<Int32>, rate: Double) throws {
        try head.update(body.run(inputs), label: labels, rate: rate)
    }

    func parameters(ofStep index: Int) -> (weights: [Float], bias: [Float]) {
        index == pretrained.model.operations.count - 1
            ? head.parameters : body.model.parameters(ofStep: index)
    }

    var footprint: Footprint {
        var footprint = body.footprint
        let parameters = head.parameterByteCount / MemoryLayout<Float>.stride
        footprint.inferenceMACs = pretrained.model.network.macs
        // Forward once more, as it is standardised by later moments, and the gradient by the head's weights.
        footprint.updateMACs = footprint.inferenceMACs + parameters - pretrained.model.network.outputCount
        footprint.bytes[.weights, default: 0] += head.parameterByteCount
        footprint.bytes[.activations, default: 0] += head.tensorByteCount
        footprint.bytes[.gradients] = head.gradientByteCount
        footprint.bytes[.statistics] = head.moments.byteCount
        footprint.trainedParameters = parameters
        return footprint
    }
}
