import MicroUpdate

/// Parameters and features in Q3.12, and no floating-point number in a score or update.
final class FixedLearner: MicroLearner {
    let shape: ModelShape
    private let memory, inputs: UnsafeMutablePointer<Int16>
    private let gradient: UnsafeMutablePointer<Int64>
    private let model: FixedModel

    init(_ start: StartWeights) {
        shape = start.shape
        memory = .allocate(capacity: shape.parameters + shape.features)
        memory.initialize(repeating: 0, count: shape.parameters + shape.features)
        inputs = memory + shape.parameters
        gradient = .allocate(capacity: shape.parameters)
        gradient.initialize(repeating: 0, count: shape.parameters)
        for (place, value) in start.parameters.enumerated() {
            memory[place] = Int16(Steps.of(value, bits: FixedModel.fractionBits, from: -32_768, to: 32_767))
        }
        model = FixedModel(shape: shape, parameters: memory)
    }

    deinit {
        memory.deallocate()
        gradient.deallocate()
    }

    @inline(__always) private func taken(_ features: UnsafePointer<Float>) -> UnsafePointer<Int16> {
        // Within ±4, so that nothing saturates.
        for place in 0..<shape.features { inputs[place] = Int16((features[place] * 4096).rounded()) }
        return UnsafePointer(inputs)
    }

    func logit(_ features: UnsafePointer<Float>, context: Int) -> Double {
        Double(model.logit(taken(features), context: context)) * 0x1p-36
    }

    func score(_ features: UnsafePointer<Float>, context: Int) -> Double {
        Double(model.score(taken(features), context: context)) * 0x1p-30
    }

    func update(_ features: UnsafePointer<Float>, context: Int, label: Double, rate: Double) {
        model.update(taken(features), context: context, label: Steps.q15(label), rate: Steps.q15(rate))
    }

    func addGradient(_ features: UnsafePointer<Float>, context: Int, label: Double) {
        model.addGradient(taken(features), context: context, label: Steps.q15(label), to: gradient)
    }

    func applyGradient(rate: Double) {
        model.apply(gradient, rate: Steps.q15(rate))
        gradient.update(repeating: 0, count: shape.parameters)
    }

    var parameters: [Double] { (0..<shape.parameters).map { Double(memory[$0]) * 0x1p-12 } }
}

/// Numbers by fixed-point steps.
enum Steps {
    /// The nearest number of steps of 2^−bits, within bounds.
    static func of(_ value: Double, bits: Int, from least: Double, to most: Double) -> Int {
        Int(min(max((value * Double(sign: .plus, exponent: bits, significand: 1)).rounded(), least), most))
    }

    /// A label or rate in steps of 2⁻¹⁵.
    @inline(__always) static func q15(_ value: Double) -> UInt16 {
        UInt16(min(max((value * 32_768).rounded(), 0), 65_535))
    }
}
