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
    private var head: OnlineHead
    private let room: UnsafeMutablePointer<Float>

    init(_ pretrained: PretrainedModel, _ numbers: AdaptationNumbers) throws {
        let model = pretrained.model
        let bodyNetwork = try Network(Array(model.network.steps.dropLast()))
        let inBody = try PretrainedModel(
            body: Model(bodyNetwork, precision: .fp32, operations: Array(model.operations.dropLast())), of: pretrained)
        body = try Inference(inBody, numbers)
        self.pretrained = pretrained
        let last = model.parameters(ofStep: model.operations.count - 1)
        head = OnlineHead(weights: last.weights, bias: last.bias, moments: pretrained.features)
        room = .allocate(capacity: model.network.outputCount)
        room.initialize(repeating: 0, count: model.network.outputCount)
    }

    deinit { room.deallocate() }

    func outputs(_ input: UnsafePointer<Float>) -> UnsafePointer<Float> {
        head.run(body.run(input), room)
        return UnsafePointer(room)
    }

    func notice() { head.notice(body.latest) }

    func update(_ inputs: UnsafePointer<Float>, labels: UnsafePointer<Int32>, rate: Double) throws {
        try head.update(body.run(inputs), label: labels, rate: rate, room: room)
    }

    func parameters(ofStep index: Int) -> (weights: [Float], bias: [Float]) {
        index == pretrained.model.operations.count - 1
            ? (head.weights, head.bias) : body.model.parameters(ofStep: index)
    }

    var footprint: Footprint {
        var footprint = body.footprint
        let count = head.weights.count + head.bias.count
        let floats = MemoryLayout<Float>.stride
        footprint.inferenceMACs = pretrained.model.network.macs
        // Forward once more, as it is standardised by later moments, and the gradient by the head's weights.
        footprint.updateMACs = footprint.inferenceMACs + head.weights.count
        footprint.bytes[.weights, default: 0] += count * floats
        // What the body makes as it is and standardised, and the outputs.
        footprint.bytes[.activations, default: 0] += (2 * head.moments.means.count + head.bias.count) * floats
        footprint.bytes[.gradients] = head.bias.count * floats
        footprint.bytes[.statistics] = head.moments.byteCount
        footprint.trainedParameters = count
        return footprint
    }
}
