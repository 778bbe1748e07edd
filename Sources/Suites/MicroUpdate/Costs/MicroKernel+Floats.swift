import MicroUpdate
import Report
import Statistics

// Parameters that are floats of 64, 32 or 16 bits.
extension MicroKernel {
    static func fp64(_ shape: ModelShape, _ start: [Double], seed: UInt64) -> MicroKernel {
        floating(Double.self, shape, start, seed: seed)
    }

    static func fp32(_ shape: ModelShape, _ start: [Double], seed: UInt64) -> MicroKernel {
        floating(Float.self, shape, start, seed: seed)
    }

    /// Where a build optimises file by file, it is made for a scalar in this one.
    private static func floating<Scalar: FloatingScalar>(
        _: Scalar.Type, _ shape: ModelShape, _ start: [Double], seed: UInt64
    ) -> MicroKernel {
        let events = MicroEvents<Scalar>(shape, seed: seed) { Scalar($0) }
        let memory = MicroMemory<Scalar, Scalar>(start.map { Scalar($0) }, 0)
        let model = FloatingModel(shape: shape, parameters: memory.parameters)
        let rate = Scalar(Self.rate)
        return MicroKernel(
            score: {
                let event = events.next()
                memory.score.pointee = model.score(events.features(event), context: events.contexts[event])
            },
            update: {
                let event = events.next()
                memory.score.pointee = model.update(
                    events.features(event), context: events.contexts[event], label: events.labels[event] ? 1 : 0,
                    rate: rate)
            },
            state: FloatingModel<Scalar>.stateBytes(shape),
            check: { generator in
                MicroOracle(shape).rounding(Double(Scalar.ulpOfOne), by: &generator) { draw in
                    let own = MicroMemory<Scalar, Scalar>(draw.parameters.map { Scalar($0) }, 0)
                    FloatingModel(shape: shape, parameters: own.parameters).update(
                        draw.features.map { Scalar($0) }, context: draw.context, label: Scalar(draw.label),
                        rate: Scalar(draw.rate))
                    return (0..<shape.parameters).map { Double(own.parameters[$0]) }
                }
            })
    }

    static func half(_ shape: ModelShape, _ start: [Double], seed: UInt64) -> MicroKernel {
        let events = MicroEvents<Float>(shape, seed: seed) { Float($0) }
        let memory = MicroMemory<UInt16, Float>(start.map { Half.narrowed(Float($0)) }, 0)
        let model = HalfModel(shape: shape, parameters: memory.parameters)
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
            state: HalfModel.stateBytes(shape),
            check: { generator in
                MicroOracle(shape).rounding(0x1p-11, by: &generator) { draw in
                    let own = MicroMemory<UInt16, Float>(draw.parameters.map { Half.narrowed(Float($0)) }, 0)
                    HalfModel(shape: shape, parameters: own.parameters).update(
                        draw.features.map(Float.init), context: draw.context, label: Float(draw.label),
                        rate: Float(draw.rate))
                    return (0..<shape.parameters).map { Double(Half.widened(own.parameters[$0])) }
                }
            })
    }
}
