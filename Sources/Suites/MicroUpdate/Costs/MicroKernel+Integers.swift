import MicroUpdate
import Report
import Statistics

// Parameters that are integers, or are rounded to them where they are used.
extension MicroKernel {
    /// Scales for parameters below 2 and features within 3.
    private static func scales() throws -> Quantisation {
        guard let scales = Quantisation(gates: 1.9, coefficients: 1.9, biases: 1.9, features: 3) else {
            throw MicroScaleError()
        }
        return scales
    }

    static func latent(_ shape: ModelShape, _ start: [Double], seed: UInt64) throws -> MicroKernel {
        let events = MicroEvents<Float>(shape, seed: seed) { Float($0) }
        let memory = MicroMemory<Float, Float>(start.map { Float($0) }, 0)
        let model = LatentModel(shape: shape, quantisation: try scales(), parameters: memory.parameters)
        return MicroKernel(
            score: {
                let event = events.next()
                memory.score.pointee = model.score(events.features(event), context: events.contexts[event])
            },
            update: {
                let event = events.next()
                memory.score.pointee = model.update(
                    events.features(event), context: events.contexts[event], label: events.labels[event] ? 1 : 0,
                    rate: Float(Self.rate))
            },
            state: LatentModel.stateBytes(shape),
            check: { try MicroOracle(shape).fakeQuantisation(by: &$0) })
    }

    static func byLot(_ shape: ModelShape, _ start: [Double], seed: UInt64) throws -> MicroKernel {
        try quantised(shape, start, seed: seed, keepsState: true) { XorShift(seed: $0) }
    }

    static func toNearest(_ shape: ModelShape, _ start: [Double], seed: UInt64) throws -> MicroKernel {
        try quantised(shape, start, seed: seed, keepsState: false) { _ in NearestUp() }
    }

    /// Where a build optimises file by file, it is made for a rounding in this one.
    /// - Parameters:
    ///   - keepsState: whether rounding has a state.
    ///   - rounding: of updates, by a seed.
    private static func quantised<Rounding: UpdateRounding>(
        _ shape: ModelShape, _ start: [Double], seed: UInt64, keepsState: Bool,
        rounding make: @escaping (UInt64) -> Rounding
    ) throws -> MicroKernel {
        let scales = try scales()
        let events = MicroEvents<Int8>(shape, seed: seed) {
            FakeQuantisation.integer(Float($0), bits: scales.featureBits)
        }
        let floats = MicroMemory<Float, Float>(start.map { Float($0) }, 0)
        let memory = MicroMemory<Int8, UInt8>([Int8](repeating: 0, count: shape.parameters), 0)
        LatentModel(shape: shape, quantisation: scales, parameters: floats.parameters).quantise(into: memory.parameters)
        let model = QuantisedModel(shape: shape, quantisation: scales, parameters: memory.parameters)
        let rate = UInt16(Self.rate * Double(1 << Quantisation.rateBits))
        var rounding = make(seed)
        return MicroKernel(
            score: {
                let event = events.next()
                memory.score.pointee = model.score(events.features(event), context: events.contexts[event])
            },
            update: {
                let event = events.next()
                memory.score.pointee = model.update(
                    events.features(event), context: events.contexts[event], label: events.labels[event] ? 256 : 0,
                    rate: rate, rounding: &rounding)
            },
            state: QuantisedModel.stateBytes(shape, stochastic: keepsState),
            check: { try MicroOracle(shape).neighbours(by: &$0, within: keepsState ? 1 : 0.5, rounding: make) })
    }

    static func fixed(_ shape: ModelShape, _ start: [Double], seed: UInt64) -> MicroKernel {
        let unit = Double(1 << FixedModel.fractionBits)
        let events = MicroEvents<Int16>(shape, seed: seed) { Int16(($0 * unit).rounded()) }
        let memory = MicroMemory<Int16, Int32>(start.map { Int16(($0 * unit).rounded()) }, 0)
        let model = FixedModel(shape: shape, parameters: memory.parameters)
        let rate = UInt16(Self.rate * Double(1 << FixedModel.rateBits))
        return MicroKernel(
            score: {
                let event = events.next()
                memory.score.pointee = model.score(events.features(event), context: events.contexts[event])
            },
            update: {
                let event = events.next()
                memory.score.pointee = model.update(
                    events.features(event), context: events.contexts[event],
                    label: events.labels[event] ? 1 << FixedModel.rateBits : 0, rate: rate)
            },
            state: FixedModel.stateBytes(shape),
            check: { MicroOracle(shape).fixedPoint(by: &$0) })
    }
}

/// No scales hold what the suite draws.
struct MicroScaleError: Error, CustomStringConvertible {
    /// Cause and remedy.
    var description: String { "no 8-bit scales hold numbers up to 3; this is a defect of the suite, please report it" }
}
