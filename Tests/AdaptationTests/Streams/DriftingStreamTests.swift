import Learning
import Testing

@testable import Adaptation

@Suite struct DriftingStreamTests {
    private func data(_ stream: LearningTask.Stream, seed: UInt64 = 1) throws -> DriftingData {
        var scenario = DriftScenario.standard(stream)
        (scenario.sources, scenario.examplesPerSource) = (2, 10)
        return try DriftingData(scenario, seed: seed)
    }

    @Test(arguments: LearningTask.Stream.allCases)
    func eventsAreTheSameEachTime(_ stream: LearningTask.Stream) throws {
        let (one, other) = (try data(stream), try data(stream))
        // Asked for in another order.
        let events = try (0..<4).map { try one.event($0, of: .new) }
        let again = try (0..<4).reversed().map { try other.event($0, of: .new) }
        #expect(events == again.reversed())
        #expect(try data(stream, seed: 2).event(0, of: .new) != events[0])
        #expect(events[0].input.count == one.pretraining.shape.count)
    }

    @Test(arguments: LearningTask.Stream.allCases)
    func regimesDifferAndHeldOutExamplesAreNoEvents(_ stream: LearningTask.Stream) throws {
        let data = try data(stream)
        #expect(try data.event(0, of: .old) != data.event(0, of: .new))
        let events = try (0..<5).map { try data.event($0, of: .old).input }
        let judged = try data.heldOut(.old, count: 5)
        for index in 0..<5 { #expect(!events.contains(judged.withInput(index) { Array($0) })) }
    }

    /// A turned sensor shows another signal of the same person; standardised by what the model was trained on.
    @Test func whatHappensToASensorHappensBeforeStandardisation() throws {
        var scenario = DriftScenario.standard(.activity)
        (scenario.sources, scenario.examplesPerSource) = (2, 10)
        (scenario.old, scenario.new) = (.init(source: 0), .init(source: 0, disturbances: [.gain(2), .inversion]))
        let data = try DriftingData(scenario, seed: 3)
        let scale = Standardisation(
            fitting: try ActivityStream(seed: 3).examples(of: 0..<2, count: 10))
        let (old, new) = (try data.event(4, of: .old), try data.event(4, of: .new))
        let raw = ActivityStream(seed: 3).example(4, of: 2)
        #expect(old.label == new.label)
        for (place, value) in raw.input.enumerated() {
            let (mean, deviation) = (scale.means[place % 3], scale.deviations[place % 3])
            #expect(abs(Double(old.input[place]) - (Double(value) - mean) / deviation) < 1e-5)
            #expect(abs(Double(new.input[place]) - (-2 * Double(value) - mean) / deviation) < 1e-5)
        }
    }

    @Test func aStreamTakesEachEventFromItsRegime() throws {
        let data = try data(.activity)
        let stream = try DriftingStream(data, .recurring(period: 2), events: 6, heldOut: 3)
        #expect((0..<6).map(stream.regime) == [.old, .old, .new, .new, .old, .old])
        for index in 0..<6 {
            #expect(try stream.event(index) == data.event(index, of: stream.regime(index)))
        }
        #expect(stream.drifts.map(\.begin) == [2, 4])
        #expect(try stream.heldOut(.new).count == 3)
        #expect(stream.classCount == 6 && stream.inputCount == 384)
    }

    @Test func whatCannotBeIsRefused() throws {
        let data = try data(.ecg)
        #expect(throws: AdaptationError.setting(name: "events", value: "0", allowed: "at least 1")) {
            try DriftingStream(data, .stationary, events: 0)
        }
        #expect(throws: AdaptationError.setting(name: "held-out examples", value: "0", allowed: "at least 1")) {
            try DriftingStream(data, .stationary, events: 1, heldOut: 0)
        }
        var scenario = data.scenario
        scenario.new.disturbances = [.rotation(degrees: 90, about: .z, first: 0)]
        let turned = try DriftingData(scenario, seed: 1)
        #expect(throws: DisturbanceError.self) { try turned.event(0, of: .new) }
        scenario.sources = 0
        #expect(throws: DataError.examplesMissing) { try DriftingData(scenario, seed: 1) }
    }
}
