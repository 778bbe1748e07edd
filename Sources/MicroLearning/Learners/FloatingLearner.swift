import MicroUpdate

/// FP32 or FP64. What events take is made for both: a build that optimises file by file would not do so where they are chosen.
final class FloatingLearner<Scalar: FloatingScalar>: MicroLearner {
    let shape: ModelShape
    private let memory: UnsafeMutablePointer<Scalar>
    private let model: FloatingModel<Scalar>
    private let gradient, inputs: UnsafeMutablePointer<Scalar>

    init(_ start: StartWeights) {
        shape = start.shape
        let count = shape.parameters
        memory = .allocate(capacity: 2 * count + shape.features)
        memory.initialize(repeating: 0, count: 2 * count + shape.features)
        for (place, value) in start.parameters.enumerated() { memory[place] = Scalar(value) }
        gradient = memory + count
        inputs = memory + 2 * count
        model = FloatingModel(shape: shape, parameters: memory)
    }

    deinit { memory.deallocate() }

    @inline(__always) private func taken(_ features: UnsafePointer<Float>) -> UnsafePointer<Scalar> {
        for place in 0..<shape.features { inputs[place] = Scalar(features[place]) }
        return UnsafePointer(inputs)
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    func logit(_ features: UnsafePointer<Float>, context: Int) -> Double {
        Double(model.logit(taken(features), context: context))
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    func score(_ features: UnsafePointer<Float>, context: Int) -> Double {
        Double(model.score(taken(features), context: context))
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    func update(_ features: UnsafePointer<Float>, context: Int, label: Double, rate: Double) {
        model.update(taken(features), context: context, label: Scalar(label), rate: Scalar(rate))
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    func addGradient(_ features: UnsafePointer<Float>, context: Int, label: Double) {
        model.addGradient(taken(features), context: context, label: Scalar(label), to: gradient)
    }

    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    func applyGradient(rate: Double) {
        model.apply(gradient, rate: Scalar(rate))
        gradient.update(repeating: 0, count: shape.parameters)
    }

    var parameters: [Double] { (0..<shape.parameters).map { Double(memory[$0]) } }
}
