import MicroUpdate
import Report
import Statistics

// What integers are held against: the same models in floats, whose numbers theirs are.
extension MicroOracle {
    /// Scales that hold what is drawn without rounding it.
    private static func scales() throws -> Quantisation {
        guard let scales = Quantisation(gates: 0.99, coefficients: 0.99, biases: 0.99, features: 0.99) else {
            throw MicroScaleError()
        }
        return scales
    }

    /// A drawn model and its features in 8 bits.
    private func bytes(_ draw: Draw, _ scales: Quantisation) -> (parameters: [Int8], features: [Int8]) {
        let count = shape.features
        let parameters = draw.parameters.enumerated().map { place, value in
            let bits = place < count ? scales.gateBits : place < 2 * count ? scales.coefficientBits : scales.biasBits
            return FakeQuantisation.integer(Float(value), bits: bits)
        }
        return (parameters, draw.features.map { FakeQuantisation.integer(Float($0), bits: scales.featureBits) })
    }

    /// Whether the forward pass with rounded floats gives the integer kernel's scores bit by bit.
    func fakeQuantisation(by generator: inout SeededGenerator) throws -> Report.Check {
        let scales = try Self.scales()
        let name = "integer-kernel"
        for _ in 0..<Self.draws {
            let draw = draw(using: &generator)
            let (parameters, features) = bytes(draw, scales)
            let (integers, floats) = (
                MicroMemory<Int8, UInt8>(parameters, 0), MicroMemory<Float, Float>(draw.parameters.map { Float($0) }, 0)
            )
            let kernel = QuantisedModel(shape: shape, quantisation: scales, parameters: integers.parameters)
                .score(features, context: draw.context)
            let fake = LatentModel(shape: shape, quantisation: scales, parameters: floats.parameters)
                .score(draw.features.map { Float($0) }, context: draw.context)
            guard fake.bitPattern == (Float(kernel) / 256).bitPattern else {
                return .init(
                    name: name, passed: false, detail: "a score of \(fake) where the integer kernel has \(kernel)/256")
            }
        }
        return .init(
            name: name, passed: true,
            detail: "\(Self.draws) scores with rounded floats are the integer kernel's bit by bit")
    }

    /// Whether updates of 8-bit parameters come to one of the two neighbours of what they are without rounding.
    /// - Parameters:
    ///   - distance: in units, that it may be off by: a half where it is rounded to the nearest.
    ///   - rounding: of updates, by a seed.
    func neighbours<Rounding: UpdateRounding>(
        by generator: inout SeededGenerator, within distance: Double, rounding make: (UInt64) -> Rounding
    ) throws -> Report.Check {
        let scales = try Self.scales()
        let (name, count) = ("neighbours", shape.features)
        for _ in 0..<Self.draws {
            let draw = draw(using: &generator)
            let (parameters, features) = bytes(draw, scales)
            let memory = MicroMemory<Int8, UInt8>(parameters, 0)
            var rounding = make(draw.seed)
            let score = QuantisedModel(shape: shape, quantisation: scales, parameters: memory.parameters).update(
                features, context: draw.context, label: UInt16(draw.label * 256),
                rate: UInt16(draw.rate * Double(1 << Quantisation.rateBits)), rounding: &rounding)
            let step = draw.rate * (Double(score) / 256 - draw.label)
            for place in 0..<shape.parameters {
                let (slope, bits): (Double, Int)
                if place < count {
                    (slope, bits) = (draw.parameters[count + place] * draw.features[place], scales.gateBits)
                } else if place < 2 * count {
                    let gated = draw.parameters[place - count] * draw.features[place - count]
                    let level = FakeQuantisation.value(Float(gated), bits: scales.gatedBits)
                    (slope, bits) = (Double(level), scales.coefficientBits)
                } else {
                    (slope, bits) = (place - 2 * count == draw.context ? 1 : 0, scales.biasBits)
                }
                let exact = Double(parameters[place]) - step * slope * Double(1 << bits)
                let own = Double(memory.parameters[place])
                guard (own - max(-128, min(127, exact))).magnitude <= distance else {
                    return .init(
                        name: name, passed: false,
                        detail: "parameter \(place) became \(own) units where the exact step leads to \(exact)")
                }
            }
        }
        return .init(
            name: name, passed: true,
            detail: "\(Self.draws) random updates come to a neighbour of the exact value")
    }

    /// Whether updates in fixed point are those of FP64, rounded, within one unit.
    func fixedPoint(by generator: inout SeededGenerator) -> Report.Check {
        let unit = Double(1 << FixedModel.fractionBits)
        var apart = 0
        for _ in 0..<Self.draws {
            let draw = draw(using: &generator)
            let memory = MicroMemory<Int16, Int32>(draw.parameters.map { Int16($0 * unit) }, 0)
            FixedModel(shape: shape, parameters: memory.parameters).update(
                draw.features.map { Int16($0 * unit) }, context: draw.context,
                label: UInt16(draw.label * Double(1 << FixedModel.rateBits)),
                rate: UInt16(draw.rate * Double(1 << FixedModel.rateBits)))
            for (place, expected) in update(draw).parameters.enumerated() {
                let off = (Double(memory.parameters[place]) - (expected * unit).rounded(.toNearestOrAwayFromZero))
                    .magnitude
                guard off <= 1 else {
                    return .init(
                        name: Self.name, passed: false,
                        detail: "parameter \(place) is \(off) units from what FP64 comes to")
                }
                if off > 0 { apart += 1 }
            }
        }
        return .init(
            name: Self.name, passed: true,
            detail:
                "\(Self.draws) random updates are those of FP64 within one unit of \(Int(unit)) parts; \(apart) of "
                + "\(counted(Self.draws * shape.parameters, "parameter")) differ by one, as ties do")
    }
}
