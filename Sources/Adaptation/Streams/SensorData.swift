import Learning
import Models

/// Examples of a stream's persons or machines as a network is given them: some to learn from, which standardise all, as a device that
/// was shipped would do it, and others to be judged by. Not safe for concurrent use.
public final class SensorData {
    /// Where signals come from.
    public let stream: LearningTask.Stream
    /// Persons or machines to learn from, the first ones, and examples of each.
    public let sources, examplesPerSource: Int
    /// Of all sources.
    public let seed: UInt64
    /// Those to learn from, standardised.
    public let training: Examples
    private let features: SensorFeatures
    private let scale: Standardisation
    /// The signals of the sources that judge, made when they are first asked for.
    private lazy var others = (0..<sources * examplesPerSource).map { number in
        features.signal(number % examplesPerSource, of: sources + number / examplesPerSource)
    }

    /// Makes the examples to learn from.
    /// - Throws: `DataError` where there are none.
    public init(_ stream: LearningTask.Stream, sources: Int, examplesPerSource: Int, seed: UInt64) throws {
        (self.stream, self.sources, self.examplesPerSource) = (stream, max(sources, 0), max(examplesPerSource, 0))
        self.seed = seed
        features = SensorFeatures(stream, seed: seed)
        var inputs: [Float] = []
        var labels: [Int] = []
        for source in 0..<max(sources, 0) {
            for index in 0..<max(examplesPerSource, 0) {
                let example = try features.example(
                    features.signal(index, of: source), number: index, [], seed: seed)
                inputs += example.input
                labels.append(example.label)
            }
        }
        let raw = try Examples(shape: features.shape, classes: features.classes, inputs: inputs, labels: labels)
        scale = Standardisation(fitting: raw)
        training = try scale.applied(to: raw)
    }

    /// An example of any source after what happens to its sensor.
    /// - Throws: `DisturbanceError` for what cannot happen to this sensor.
    func example(_ index: Int, of source: Int, _ disturbances: [Disturbance] = []) throws -> LabelledExample {
        try standardised(
            features.example(features.signal(index, of: source), number: index, disturbances, seed: seed))
    }

    /// Examples of as many sources that are not learnt from, as many of each, one source after the other: the same ones whatever
    /// happens to their sensors.
    /// - Throws: `DisturbanceError` for what cannot happen to these sensors.
    public func judging(_ disturbances: [Disturbance] = []) throws -> Examples {
        var inputs: [Float] = []
        var labels: [Int] = []
        inputs.reserveCapacity(others.count * features.shape.count)
        for (number, signal) in others.enumerated() {
            let example = try standardised(features.example(signal, number: number, disturbances, seed: seed))
            inputs += example.input
            labels.append(example.label)
        }
        return try Examples(shape: features.shape, classes: features.classes, inputs: inputs, labels: labels)
    }

    private func standardised(_ example: LabelledExample) -> LabelledExample {
        let channels = scale.means.count
        let input = example.input.enumerated().map { place, value in
            Float((Double(value) - scale.means[place % channels]) / scale.deviations[place % channels])
        }
        return LabelledExample(input: input, label: example.label)
    }
}
