#if !hasFeature(Embedded)
    import MicroUpdate
#endif

/// Events replayed through a model: its scores, and what it has become. A device compiles and runs this very file, and
/// so does the host.
///
/// Events are drawn as integers, and a model's numbers are made of these without rounding, by cutting bits off or by
/// the module itself: where two replays differ, the models do.
struct Replay {
    /// What is replayed through.
    enum Subject: Int32, CaseIterable {
        case fixed, quantised, quantisedStochastic, float, double, half, halfStochastic, latent
    }

    /// Events of a replay.
    static var events: Int { 300 }
    /// Words that it leaves behind: the score of each event, then the parameters.
    static var results: Int { events + ModelShape.playlist.parameters }
    /// Words that it needs: for these, and behind them for the model's parameters and features.
    static var words: Int { results + ModelShape.playlist.parameters + ModelShape.playlist.features }

    /// Replays a seed's events.
    /// - Parameter words: memory of ``words`` words; the first ``results`` are left behind.
    static func run(_ subject: Subject, seed: UInt32, into words: UnsafeMutablePointer<UInt64>) {
        var replay = Replay(words: words, state: seed)
        var random = XorShift(seed: UInt64(seed))
        switch subject {
        case .fixed:
            replay.run { (parameters: UnsafeMutablePointer<Int16>, features: UnsafePointer<Int16>, event) in
                FixedModel(shape: .playlist, parameters: parameters)
                    .update(features, context: event.context, label: event.isLiked ? 1 << 15 : 0, rate: 1 << 12).word
            }
        case .quantised:
            var nearest = NearestUp()
            replay.quantised(&nearest)
        case .quantisedStochastic: replay.quantised(&random)
        case .float: replay.floating(Float.self)
        case .double: replay.floating(Double.self)
        case .half:
            replay.run { (parameters: UnsafeMutablePointer<UInt16>, features: UnsafePointer<Float>, event) in
                HalfModel(shape: .playlist, parameters: parameters)
                    .update(features, context: event.context, label: event.isLiked ? 1 : 0, rate: 0.125).word
            }
        case .halfStochastic:
            replay.run { (parameters: UnsafeMutablePointer<UInt16>, features: UnsafePointer<Float>, event) in
                let model = HalfModel(shape: .playlist, parameters: parameters)
                let label: Float = event.isLiked ? 1 : 0
                return model.update(features, context: event.context, label: label, rate: 0.125, rounding: &random).word
            }
        case .latent:
            guard let quantisation = Self.quantisation else { return }
            replay.run { (parameters: UnsafeMutablePointer<Float>, features: UnsafePointer<Float>, event) in
                LatentModel(shape: .playlist, quantisation: quantisation, parameters: parameters)
                    .update(features, context: event.context, label: event.isLiked ? 1 : 0, rate: 0.125).word
            }
        }
    }

    private mutating func quantised(_ rounding: inout some UpdateRounding) {
        guard let quantisation = Self.quantisation else { return }
        run { (parameters: UnsafeMutablePointer<Int8>, features: UnsafePointer<Int8>, event) in
            let model = QuantisedModel(shape: .playlist, quantisation: quantisation, parameters: parameters)
            let label: UInt16 = event.isLiked ? 1 << 8 : 0
            return model.update(features, context: event.context, label: label, rate: 1 << 12, rounding: &rounding).word
        }
    }

    private mutating func floating<Scalar: FloatingScalar & ReplayNumber>(_: Scalar.Type) {
        run { (parameters: UnsafeMutablePointer<Scalar>, features: UnsafePointer<Scalar>, event) in
            FloatingModel(shape: .playlist, parameters: parameters)
                .update(features, context: event.context, label: event.isLiked ? 1 : 0, rate: 0.125).word
        }
    }

    /// Up to ±2, and for gated features up to ±4.
    private static var quantisation: Quantisation? {
        Quantisation(gateBits: 6, coefficientBits: 6, biasBits: 6, featureBits: 6, gatedBits: 5)
    }

    /// What an event is beside its features.
    private struct Event {
        let context: Int
        let isLiked: Bool
    }

    private let words: UnsafeMutablePointer<UInt64>
    /// That of a linear congruential generator.
    private var state: UInt32

    private init(words: UnsafeMutablePointer<UInt64>, state: UInt32) { (self.words, self.state) = (words, state) }

    /// Draws parameters, then draws one event after the other and learns it.
    /// - Parameter step: learns an event; the score's bits.
    private mutating func run<Parameter: ReplayNumber, Feature: ReplayNumber>(
        _ step: (UnsafeMutablePointer<Parameter>, UnsafePointer<Feature>, Event) -> UInt64
    ) {
        let shape = ModelShape.playlist
        let parameters = UnsafeMutableRawPointer(words + Self.results)
            .bindMemory(to: Parameter.self, capacity: shape.parameters)
        let features = UnsafeMutableRawPointer(words + Self.results + shape.parameters)
            .bindMemory(to: Feature.self, capacity: shape.features)
        for i in 0..<shape.parameters { parameters[i] = Parameter(q12: number(within: 1 << 12)) }
        for index in 0..<Self.events {
            for i in 0..<shape.features { features[i] = Feature(q12: number(within: 1 << 13)) }
            let event = Event(context: Int(next()) % shape.contexts, isLiked: next() & 1 == 1)
            words[index] = step(parameters, features, event)
        }
        for i in 0..<shape.parameters { words[Self.events + i] = parameters[i].word }
    }

    /// The next number of −limit ..< limit, and now and then of all: for what saturates.
    private mutating func number(within limit: Int32) -> Int16 {
        let limit = next() & 31 == 0 ? 1 << 15 : limit
        return Int16(truncatingIfNeeded: ((next() - 32_768) &* limit) >> 15)
    }

    /// The next random number of 16 bits.
    private mutating func next() -> Int32 {
        state = state &* 1_664_525 &+ 1_013_904_223
        return Int32(state >> 16)
    }
}
