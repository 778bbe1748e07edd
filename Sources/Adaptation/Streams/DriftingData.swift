import Learning
import Models
import Statistics

/// A scenario's examples of one seed, each made when it is first asked for and kept. Not safe for concurrent use.
///
/// All examples are standardised by those of pretraining, as a device that was shipped would do it.
public final class DriftingData {
    /// What is made.
    public let scenario: DriftScenario
    /// Of all sources.
    public let seed: UInt64
    /// Those to pretrain on, standardised.
    public let pretraining: Examples
    private let features: SensorFeatures
    private let scale: Standardisation
    private var kept: [[LabelledExample?]] = Regime.allCases.map { _ in [] }
    private var keptHeldOut: [[LabelledExample?]] = Regime.allCases.map { _ in [] }
    /// The number of the first example of a source that is no event.
    private static let firstHeldOut = 1_000_000

    /// Makes the examples to pretrain on.
    /// - Throws: `DataError` for a scenario without any.
    public init(_ scenario: DriftScenario, seed: UInt64) throws {
        self.scenario = scenario
        self.seed = seed
        features = SensorFeatures(scenario.stream, seed: seed)
        var inputs: [Float] = []
        var labels: [Int] = []
        for source in 0..<max(scenario.sources, 0) {
            for index in 0..<max(scenario.examplesPerSource, 0) {
                let example = try features.example(index, of: source, [], seed: seed)
                inputs += example.input
                labels.append(example.label)
            }
        }
        let raw = try Examples(shape: features.shape, classes: features.classes, inputs: inputs, labels: labels)
        scale = Standardisation(fitting: raw)
        pretraining = try scale.applied(to: raw)
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
        return try Examples(shape: features.shape, classes: features.classes, inputs: inputs, labels: labels)
    }

    private func example(
        _ index: Int, of regime: Regime, first: Int, _ kept: inout [LabelledExample?]
    ) throws -> LabelledExample {
        if index >= kept.count { kept += [LabelledExample?](repeating: nil, count: index + 1 - kept.count) }
        if let example = kept[index] { return example }
        let place = scenario[regime]
        let raw = try features.example(
            first + index, of: scenario.sources + place.source, place.disturbances, seed: seed)
        let channels = scale.means.count
        let input = raw.input.enumerated().map { place, value in
            Float((Double(value) - scale.means[place % channels]) / scale.deviations[place % channels])
        }
        let example = LabelledExample(input: input, label: raw.label)
        kept[index] = example
        return example
    }
}
