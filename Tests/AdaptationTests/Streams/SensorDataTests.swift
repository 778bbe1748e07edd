import Learning
import Testing

@testable import Adaptation

@Suite("Examples of sensors")
struct SensorDataTests {
    private static func data() throws -> SensorData {
        try SensorData(.activity, sources: 2, examplesPerSource: 5, seed: 7)
    }

    @Test("Others judge, as many, the same ones whatever happens to their sensors")
    func judging() throws {
        let data = try Self.data()
        let clean = try data.judging()
        #expect(clean.count == 10 && data.training.count == 10)
        #expect(clean.inputs != data.training.inputs)
        let noisy = try data.judging([.noise(decibels: 10)])
        #expect(noisy.labels == clean.labels && noisy.inputs != clean.inputs)
        #expect(try data.judging([.noise(decibels: 200)]).labels == clean.labels)
        // Each source has noise of its own, though examples have the same numbers.
        let faint = try data.judging([.noise(decibels: 0)])
        let differences = zip(faint.inputs, clean.inputs).map(-)
        let width = clean.shape.count
        #expect(differences[0..<width] != differences[5 * width..<6 * width])
        #expect(try Self.data().judging([.noise(decibels: 10)]) == noisy, "the same seed gives the same")
    }

    @Test("A drift goes on with the same persons")
    func drift() throws {
        let data = try Self.data()
        let scenario = DriftScenario(
            .activity, sources: 2, examplesPerSource: 5, old: .init(source: 0), new: .init(source: 1))
        let shared = DriftingData(scenario, of: data)
        let own = try DriftingData(scenario, seed: 7)
        #expect(shared.pretraining == own.pretraining && shared.seed == 7)
        #expect(try shared.event(3, of: .new) == own.event(3, of: .new))
        // The first ones that judge are the sources that a device is deployed on.
        let judging = try data.judging()
        #expect(try judging.withInput(2) { Array($0) } == shared.event(2, of: .old).input)
    }
}
