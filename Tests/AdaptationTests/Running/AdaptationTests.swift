import Drift
import Learning
import Models
import Statistics
import Testing

@testable import Adaptation

/// Whole runs on streams by published models.
@Suite struct AdaptationTests {
    /// A small scenario of persons whose sensor gets turned.
    private static func run(_ strategy: String, seed: UInt64, rate: Double = 0.003) throws -> PrequentialResult {
        var scenario = DriftScenario.standard(.activity)
        (scenario.sources, scenario.examplesPerSource) = (6, 40)
        let data = try DriftingData(scenario, seed: seed)
        let model = try Pretraining(epochs: 8).model(
            of: .dense([data.pretraining.shape.count, 16, 12, 6]), on: data.pretraining, seed: seed)
        let stream = try DriftingStream(data, .sudden(at: 200), events: 800, heldOut: 100)
        return try AdaptationRun(model, stream, AdaptationStrategy(strategy), .init(rate: rate)).result()
    }

    @Test(arguments: [
        "frozen", "full", "layer-wise/5", "channels/0.25", "tiny-ol/adwin/100", "head/int8+fp32", "full/bf16",
        "full/int8", "tiny-ol/int8",
    ])
    func aSeedGivesTheSameResult(_ strategy: String) throws {
        let result = try Self.run(strategy, seed: 1)
        #expect(try Self.run(strategy, seed: 1) == result)
        #expect(try Self.run(strategy, seed: 2) != result)
    }

    /// Over eight seeds that were not looked at before.
    @Test func updatingAllBeatsFrozenAfterADrift() throws {
        let seeds = 11...18 as ClosedRange<UInt64>
        let frozen = try seeds.map { try Self.run("frozen", seed: $0) }
        let full = try seeds.map { try Self.run("full", seed: $0) }
        let gains = try zip(full, frozen).map { try #require($0.accuracyAfter) - #require($1.accuracyAfter) }
        let gain = try #require(MeanEstimate(gains, alpha: 0.05))
        #expect(gain.interval.low > 0.1, "\(gain)")
    }

    /// Labels that contradict the old ones: what learns them forgets, what is frozen does not.
    @Test func learningTheContraryForgets() throws {
        let model = try PretrainedModel.ofClusters(.convolutional())
        let old = clusters(400, width: 48, classes: 3, seed: 3)
        let contrary = old.map { LabelledExample(input: $0.input, label: ($0.label + 1) % 3) }
        let stream = ConstructedStream(
            Array(contrary.prefix(300)), drifts: [.init(begin: 0, end: 0, to: .new)], classes: 3,
            judged: [.old: Array(old.suffix(100)), .new: Array(contrary.suffix(100))])
        let full = try AdaptationRun(model, stream, .init(.full), .init(rate: 0.05)).result()
        let frozen = try AdaptationRun(model, stream, .frozen).result()
        #expect(full.heldOutOld.before > 0.95)
        #expect(full.forgetting > 0.9)
        #expect(full.heldOutNew.after > 0.95)
        #expect(frozen.forgetting == 0)
        #expect(frozen.accuracyAfter ?? 1 < 0.05)
    }

    /// Weights that a rate makes infinite are no crash, in whatever numbers the model predicts.
    @Test(arguments: ["full", "full/int8+fp32", "tiny-ol", "head", "full/fp16", "full/int8"])
    func aRateThatIsFarTooLargeIsJustBad(_ strategy: String) throws {
        let result = try Self.run(strategy, seed: 1, rate: 1e30)
        #expect(result.accuracyAfter ?? 1 < 0.6)
    }

    @Test func theRateThatDoesBestIsChosen() throws {
        let model = try PretrainedModel.ofClusters(.convolutional())
        let stream = ConstructedStream(
            clusters(200, width: 48, classes: 3, seed: 3, shift: 1), drifts: [.init(begin: 0, end: 0, to: .new)],
            classes: 3)
        let run = AdaptationRun(model, stream, .init(.full))
        let choice = try RateChoice(among: [0.05, 1e-9, 1e9], on: [run])
        #expect(choice.rate == 0.05)
        #expect(choice.tried.map(\.rate) == [1e-9, 0.05, 1e9])
        let best = choice.tried[1].accuracy
        #expect(choice.tried.allSatisfy { $0.accuracy <= best })
        // Of two that do as well, the smaller one.
        #expect(try RateChoice(among: [1e-12, 1e-13], on: [run]).rate == 1e-13)
        #expect(throws: AdaptationError.self) { try RateChoice(among: [], on: [run]) }
        #expect(throws: AdaptationError.self) { try RateChoice(among: [1], on: []) }
    }
}
