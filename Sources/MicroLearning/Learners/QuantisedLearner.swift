import MicroUpdate

/// INT8 trained in place: there is nothing but the 8 bits.
final class QuantisedLearner<Rounding: UpdateRounding>: MicroLearner {
    let shape: ModelShape
    private let memory, inputs: UnsafeMutablePointer<Int8>
    private let gradient: UnsafeMutablePointer<Int32>
    private let model: QuantisedModel
    private var rounding: Rounding

    init(_ start: StartWeights, rounding: Rounding) {
        shape = start.shape
        self.rounding = rounding
        memory = .allocate(capacity: shape.parameters + shape.features)
        memory.initialize(repeating: 0, count: shape.parameters + shape.features)
        inputs = memory + shape.parameters
        gradient = .allocate(capacity: shape.parameters)
        gradient.initialize(repeating: 0, count: shape.parameters)
        model = QuantisedModel(shape: shape, quantisation: start.quantisation, parameters: memory)
        for (place, value) in start.parameters.enumerated() {
            memory[place] = FakeQuantisation.integer(
                Float(value), bits: model.quantisation.bits(ofParameter: place, shape))
        }
    }

    deinit {
        memory.deallocate()
        gradient.deallocate()
    }

    @inline(__always) private func taken(_ features: UnsafePointer<Float>) -> UnsafePointer<Int8> {
        let bits = model.quantisation.featureBits
        for place in 0..<shape.features { inputs[place] = FakeQuantisation.integer(features[place], bits: bits) }
        return UnsafePointer(inputs)
    }

    func logit(_ features: UnsafePointer<Float>, context: Int) -> Double {
        Double(model.logit(taken(features), context: context)) / 16
    }

    func score(_ features: UnsafePointer<Float>, context: Int) -> Double {
        EightBits.probability(Double(model.score(taken(features), context: context)))
    }

    func update(_ features: UnsafePointer<Float>, context: Int, label: Double, rate: Double) {
        model.update(
            taken(features), context: context, label: EightBits.label(label), rate: Steps.q15(rate), rounding: &rounding
        )
    }

    func addGradient(_ features: UnsafePointer<Float>, context: Int, label: Double) {
        model.addGradient(taken(features), context: context, label: EightBits.label(label), to: gradient)
    }

    func applyGradient(rate: Double) {
        model.apply(gradient, rate: Steps.q15(rate), rounding: &rounding)
        gradient.update(repeating: 0, count: shape.parameters)
    }

    var parameters: [Double] {
        (0..<shape.parameters).map {
            Double(memory[$0]) * Double(FakeQuantisation.power(-model.quantisation.bits(ofParameter: $0, shape)))
        }
    }
}

/// Scores and labels in steps of 1/256.
enum EightBits {
    /// What a score says: below half a step it is not certain, but a quarter of a step.
    @inline(__always) static func probability(_ steps: Double) -> Double { max(steps, 0.25) / 256 }

    @inline(__always) static func label(_ value: Double) -> UInt16 { UInt16((value * 256).rounded()) }
}

extension StartWeights {
    /// Scales with room for twice the largest parameter of each kind and at least ±1.9 for gates and coefficients, ±3.9
    /// for biases and features.
    var quantisation: Quantisation {
        let (count, parameters) = (shape.features, parameters)
        func largest(_ places: Range<Int>, atLeast least: Float) -> Float {
            parameters[places].reduce(least) { max($0, 2 * Float(abs($1))) }
        }
        let gates = min(largest(0..<count, atLeast: 1.9), 3.9)
        let coefficients = min(largest(count..<2 * count, atLeast: 1.9), 7.9)
        let biases = min(largest(2 * count..<parameters.count, atLeast: 3.9), 15.9)
        let chosen = Quantisation(gates: gates, coefficients: coefficients, biases: biases, features: 3.9)
        guard let chosen else { preconditionFailure("magnitudes of a few units fit into 8 bits") }
        return chosen
    }
}

extension Quantisation {
    /// Bits behind the point of a parameter, by its place.
    func bits(ofParameter place: Int, _ shape: ModelShape) -> Int {
        place < shape.features ? gateBits : place < 2 * shape.features ? coefficientBits : biasBits
    }
}
