import MicroUpdate

/// Parameters in FP16, rounded to the nearest; arithmetic in FP32.
final class HalfLearner: MicroLearner {
    let shape: ModelShape
    private let memory: UnsafeMutablePointer<UInt16>
    private let gradient: UnsafeMutablePointer<Float>
    private let model: HalfModel

    init(_ start: StartWeights) {
        shape = start.shape
        memory = .allocate(capacity: shape.parameters)
        gradient = .allocate(capacity: shape.parameters)
        gradient.initialize(repeating: 0, count: shape.parameters)
        for (place, value) in start.parameters.enumerated() {
            (memory + place).initialize(to: Half.narrowed(Float(value)))
        }
        model = HalfModel(shape: shape, parameters: memory)
    }

    deinit {
        memory.deallocate()
        gradient.deallocate()
    }

    func logit(_ features: UnsafePointer<Float>, context: Int) -> Double {
        Double(model.logit(features, context: context))
    }

    func score(_ features: UnsafePointer<Float>, context: Int) -> Double {
        Double(model.score(features, context: context))
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

    var parameters: [Double] { (0..<shape.parameters).map { Double(Half.widened(memory[$0])) } }
}
