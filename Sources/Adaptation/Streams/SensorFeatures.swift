import Learning
import Models

/// What a network is given of a signal.
struct SensorFeatures {
    private let signals: any ExampleStream
    private let spectrum: PowerSpectrum?

    init(_ stream: LearningTask.Stream, seed: UInt64) {
        switch stream {
        case .ecg: signals = ECGStream(seed: seed)
        case .activity: signals = ActivityStream(seed: seed)
        case .bearing: signals = BearingStream(seed: seed)
        }
        // Where faults show is known by frequency, not by time.
        spectrum = stream == .bearing ? PowerSpectrum(count: signals.shape.height) : nil
    }

    /// As many numbers as the signal has.
    var shape: ImageShape { signals.shape }
    var classes: [String] { signals.classes }

    /// The signal of an example of a source, as its sensor gives it.
    func signal(_ index: Int, of source: Int) -> LabelledExample { signals.example(index, of: source) }

    /// What is given of a signal after what happens to its sensor, not yet standardised.
    /// - Parameter number: each has random numbers of its own.
    /// - Throws: `DisturbanceError` for what cannot happen to this sensor.
    func example(
        _ signal: LabelledExample, number: Int, _ disturbances: [Disturbance], seed: UInt64
    ) throws -> LabelledExample {
        var input = signal.input
        for disturbance in disturbances {
            input = try disturbance.applied(to: input, shape: shape, example: number, seed: seed)
        }
        return LabelledExample(input: spectrum?.withEnvelope(of: input) ?? input, label: signal.label)
    }
}
