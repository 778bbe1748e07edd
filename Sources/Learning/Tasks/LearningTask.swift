import Models

/// Examples to learn from and to be judged by, of persons or machines that are not the same: what is learnt must hold for
/// others.
public struct LearningTask: Sendable {
    /// A stream by published models.
    public enum Stream: String, Sendable, CaseIterable {
        /// Heartbeats.
        case ecg
        /// Movements of persons.
        case activity
        /// Vibrations of machines.
        case bearing

        /// Form of a signal.
        public var shape: ImageShape { examples(seed: 0).shape }
        /// Numbers of an example.
        public var inputCount: Int { shape.count }
        /// Kinds of examples.
        public var classCount: Int { examples(seed: 0).classes.count }

        func examples(seed: UInt64) -> any ExampleStream {
            switch self {
            case .ecg: ECGStream(seed: seed)
            case .activity: ActivityStream(seed: seed)
            case .bearing: BearingStream(seed: seed)
            }
        }
    }

    /// By which parameters are updated, by which settings are chosen, and by which the result is told; all standardised by the
    /// first.
    public let training, validation, test: Examples

    /// - Parameters:
    ///   - seed: of all sources.
    ///   - sources: to learn from; half as many, others, to choose settings by, and as many, others again, to tell the result.
    ///   - count: examples of each.
    /// - Throws: ``DataError`` for a task without examples.
    public init(_ stream: Stream, seed: UInt64, sources: Int, count: Int) throws(DataError) {
        let all = stream.examples(seed: seed)
        // Where faults show is known by frequency, not by time.
        let spectrum = stream == .bearing ? PowerSpectrum(count: all.shape.count) : nil
        func examples(_ sources: Range<Int>) throws(DataError) -> Examples {
            let signals = try all.examples(of: sources, count: count)
            return try spectrum?.applied(to: signals) ?? signals
        }
        let chosen = sources + max(1, sources / 2)
        let training = try examples(0..<sources)
        let scale = Standardisation(fitting: training)
        self.training = try scale.applied(to: training)
        validation = try scale.applied(to: examples(sources..<chosen))
        test = try scale.applied(to: examples(chosen..<chosen + sources))
    }

    /// Numbers of an example, and classes.
    public var inputCount: Int { training.shape.count }
    /// Classes.
    public var classCount: Int { training.classes.count }
}
