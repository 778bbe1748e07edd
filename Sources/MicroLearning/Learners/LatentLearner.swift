import MicroUpdate

/// INT8 with latent parameters in FP32: it computes with what 8 bits hold, and learns in FP32 what they round to.
final class LatentLearner: MicroLearner {
    let shape: ModelShape
    private let memory: UnsafeMutablePointer<Float>
    private let gradient: UnsafeMutablePointer<Float>
    private let model: LatentModel

    init(_ start: StartWeights) {
        shape = start.shape
        memory = .allocate(capacity: 2 * shape.parameters)
        memory.initialize(repeating: 0, count: 2 * shape.parameters)
        gradient = memory + shape.parameters
        for (place, value) in start.parameters.enumerated() { memory[place] = Float(value) }
        model = LatentModel(shape: shape, quantisation: start.quantisation, parameters: memory)
    }

    deinit { memory.deallocate() }

    func logit(_ features: UnsafePointer<Float>, context: Int) -> Double {
        Double(model.logit(features, context: context))
    }

    func score(_ features: UnsafePointer<Float>, context: Int) -> Double {
        EightBits.probability(Double(model.score(features, context: context)) * 256)
    }

    func update(_ features: UnsafePointer<Float>, context: Int, label: Double, rate: Double) {
        model.update(features, context: context, label: Float(label), rate: Float(rate))
    }

    func addGradient(_ features: UnsafePointer<Float>, context: Int, label: Double) {
        model.addGradient(features, context: context, label: Float(label), to: gradient)
    }

    func applyGradient(rate: Double) {
        model.apply(gradient, rate: Float(rate))
        gradient.update(repeating: 0, count: shape.parameters)
    }

    /// As 8 bits hold them.
    var parameters: [Double] {
        (0..<shape.parameters).map {
            Double(FakeQuantisation.value(memory[$0], bits: model.quantisation.bits(ofParameter: $0, shape)))
        }
    }
}
