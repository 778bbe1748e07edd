import Drift
import Learning
import Models
import Statistics

/// A scenario's examples of one seed, each made when it is first asked for and kept. Not safe for concurrent use.
///
/// All examples are standardised by those of pretraining, as a device that was shipped would do it.
public final class DriftingData {
    /// What is made.
    public let scenario: DriftScenario
    private let sensors: SensorData
    private var kept: [[LabelledExample?]] = Regime.allCases.map { _ in [] }
    private var keptHeldOut: [[LabelledExample?]] = Regime.allCases.map { _ in [] }
    /// The number of the first example of a source that is no event.
    private static let firstHeldOut = 1_000_000

    /// Of all sources.
    public var seed: UInt64 { sensors.seed }
    /// Those to pretrain on, standardised.
    public var pretraining: Examples { sensors.training }

    /// Makes the examples to pretrain on.
    /// - Throws: `DataError` for a scenario without any.
    public convenience init(_ scenario: DriftScenario, seed: UInt64) throws {
        self.init(
            scenario,
            of: try SensorData(
                scenario.stream, sources: scenario.sources, examplesPerSource: scenario.examplesPerSource, seed: seed))
    }

    /// Takes the examples to pretrain on, and sources, as they are.
    /// - Parameter sensors: of the scenario's stream, with as many sources to pretrain on and examples of each.
    public init(_ scenario: DriftScenario, of sensors: SensorData) {
        (self.scenario, self.sensors) = (scenario, sensors)
    }

    /// The event of this number of a regime, from 0: the same whichever schedule it takes part in.
    /// - Throws: `DisturbanceError` for what cannot happen to this sensor.
    public func event(_ index: Int, of regime: Regime) throws -> LabelledExample {
        try example(index, of: regime, first: 0, &kept[regime.rawValue])
    }

    /// Examples of a regime that are no events.
    /// - Throws: `DataError` where there are none, or a number is none; `DisturbanceError` as for an event.
    public func heldOut(_ regime: Regime, count: Int) throws -> Examples {
        var inputs: [Float] = []
        var labels: [Int] = []
        for index in 0..<max(count, 0) {
            let example = try example(index, of: regime, first: Self.firstHeldOut, &keptHeldOut[regime.rawValue])
            inputs += example.input
            labels.append(example.label)
        }
        return try Examples(
            shape: pretraining.shape, classes: pretraining.classes, inputs: inputs, labels: labels)
    }

    private func example(
        _ index: Int, of regime: Regime, first: Int, _ kept: inout [LabelledExample?]
    ) throws -> LabelledExample {
        if index >= kept.count { kept += [LabelledExample?](repeating: nil, count: index + 1 - kept.count) }
        if let example = kept[index] { return example }
        let place = scenario[regime]
        let example = try sensors.example(
            first + index, of: scenario.sources + place.source, place.disturbances)
        kept[index] = example
        return example
    }
}
