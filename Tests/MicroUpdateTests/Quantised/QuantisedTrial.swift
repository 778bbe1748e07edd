import MicroUpdate
import Statistics

/// Inputs of an 8-bit model in integers, with scales that suit them.
struct QuantisedTrial {
    var shape: ModelShape
    var quantisation: Quantisation
    var parameters: [Int8]
    var features: [Int8]
    var context: Int

    /// Random inputs; a third of the trials at the edges of the range.
    init(using generator: inout SeededGenerator) {
        func scales() -> Quantisation? {
            func bits() -> Int { generator.integer(below: 12) - 2 }
            return Quantisation(
                gateBits: bits(), coefficientBits: bits(), biasBits: bits(), featureBits: bits(), gatedBits: bits())
        }
        var found: Quantisation?
        while found == nil { found = scales() }
        let edges = generator.integer(below: 3) == 0
        func number() -> Int8 {
            edges ? [-128, -127, -64, -1, 0, 1, 64, 127][generator.integer(below: 8)] : generator.any(Int8.self)
        }
        shape = generator.integer(below: 2) == 0 ? .playlist : generator.shape()
        quantisation = found ?? Self.unit
        (parameters, features) = ([], [])
        for _ in 0..<shape.parameters { parameters.append(number()) }
        for _ in 0..<shape.features { features.append(number()) }
        context = generator.integer(below: shape.contexts)
    }

    /// A fixed event.
    init(shape: ModelShape, parameters: [Int8], features: [Int8]) {
        (self.shape, self.parameters, self.features) = (shape, parameters, features)
        (quantisation, context) = (Self.unit, 0)
    }

    /// Six bits behind each point.
    static var unit: Quantisation {
        guard let unit = Quantisation(gates: 1, coefficients: 1, biases: 1, features: 1) else {
            preconditionFailure("a range of 1 fits")
        }
        return unit
    }

    /// Bits behind the points of parameters.
    var parameterBits: [Int] {
        parameters.indices.map { index in
            index < shape.features
                ? quantisation.gateBits
                : index < 2 * shape.features ? quantisation.coefficientBits : quantisation.biasBits
        }
    }

    /// The values that the parameters stand for.
    var values: [Float] { zip(parameters, parameterBits).map { Float($0) * FakeQuantisation.power(-$1) } }

    /// The values that the features stand for.
    var featureValues: [Float] { features.map { Float($0) * FakeQuantisation.power(-quantisation.featureBits) } }
}
