import MicroLearning
import MicroUpdate
import Testing

@Suite struct PrecisionTests {
    /// Frozen, each precision scores nearly as FP64 does: by its steps.
    @Test(
        arguments: [
            (MicroPrecision.fp32, 1e-6), (.fp16, 2e-3), (.fixed, 1e-3), (.int8Latent, 0.05), (.int8Stochastic, 0.05),
            (.int8Nearest, 0.05),
        ])
    func scoresAreNearThoseOfFP64(precision: MicroPrecision, distance: Double) throws {
        for source in EventSources.all {
            let start = try Starts.of(source).start
            let (exact, own) = (MicroPrecision.fp64.learner(start, seed: 1), precision.learner(start, seed: 1))
            var sum = 0.0
            for event in source.events(seed: 1, count: 300) {
                sum += abs(
                    exact.score(event.features, context: event.offer.context)
                        - own.score(event.features, context: event.offer.context))
            }
            #expect(sum / 300 < distance, "\(source.name): \(sum / 300)")
        }
    }

    /// Learning all the way, FP32 and FP64 take the same way but for rare near ties: hits after the change differ by
    /// less than a point on average, those of 16 bits by less than two and of 8 bits with latent parameters by less
    /// than three.
    @Test(arguments: [(MicroPrecision.fp32, 0.01), (.fp16, 0.02), (.fixed, 0.02), (.int8Latent, 0.03)])
    func learningIsNearThatOfFP64(precision: MicroPrecision, distance: Double) throws {
        for source in EventSources.all {
            let run = MicroRun(source)
            var difference = 0.0, loss = 0.0
            for seed in toldSeeds {
                let exact = try run.trajectory(.everyEvent, .fp64, seed: seed)
                let own = try run.trajectory(.everyEvent, precision, seed: seed)
                difference += (own.hitRate(own.after) - exact.hitRate(exact.after)) / Double(toldSeeds.count)
                loss += (own.logLoss(0..<5000) - exact.logLoss(0..<5000)) / Double(toldSeeds.count)
            }
            #expect(abs(difference) < distance, "\(source.name): \(difference)")
            #expect(abs(loss) < distance, "\(source.name): \(loss)")
        }
    }

    /// Small steps rounded to the nearest are lost; rounded by lot they are not. Where steps are large (soil, at a rate
    /// of 0.1) the two are alike.
    @Test(arguments: ["arm-wear", "flight-range", "listener"]) func roundingByLotKeepsSmallSteps(name: String) throws {
        let run = MicroRun(try EventSources.named(name))
        var gains: [Double] = []
        for seed in toldSeeds {
            let nearest = try run.trajectory(.everyEvent, .int8Nearest, seed: seed)
            let lot = try run.trajectory(.everyEvent, .int8Stochastic, seed: seed)
            gains.append(nearest.logLoss(0..<5000) - lot.logLoss(0..<5000))
        }
        let interval = try interval(gains)
        #expect(interval.low > 0, "\(interval.low) ... \(interval.high)")
    }

    @Test func bytesAreThoseOfTheModels() {
        let shape = ModelShape.playlist
        #expect(MicroPrecision.fp32.stateBytes(shape, batch: false).weights == 168)
        #expect(MicroPrecision.fp16.stateBytes(shape, batch: true).gradients == 168)
        #expect(MicroPrecision.int8Nearest.stateBytes(shape, batch: false).weights == 42)
        #expect(MicroPrecision.fixed.stateBytes(shape, batch: false).weights == 84)
        #expect(MicroPrecision.int8Stochastic.stateBytes(shape, batch: false).optimiser == 8)
    }

    @Test func parametersSurviveTheirPrecision() throws {
        let start = try Starts.of(ListenerSource()).start
        let steps: [(MicroPrecision, Double)] = [
            (.fp64, 0), (.fp32, 1e-7), (.fp16, 1e-3), (.fixed, 0x1p-13), (.int8Latent, 1.0 / 32),
            (.int8Stochastic, 1.0 / 32),
        ]
        for (precision, step) in steps {
            for (a, b) in zip(precision.learner(start, seed: 1).parameters, start.parameters) {
                #expect(abs(a - b) <= step, "\(precision)")
            }
        }
    }
}
