import Drift

/// When a device learns from an event whose outcome it has seen.
public enum UpdatePolicy: Hashable, Sendable {
    /// Never.
    case frozen
    /// From each, at once.
    case everyEvent
    /// From each, in one step by so many: the sum of their gradients divided by the square root of their number, which
    /// is the rule by which the rate of a mean grows with the root of the batch (A. Krizhevsky, "One weird trick for
    /// parallelizing convolutional neural networks", 2014, arXiv:1404.5997, section 5): what is by chance in a step
    /// stays as large.
    case miniBatch(Int)
    /// From those on which the score was further than this from the label, |p − y|.
    case whenSurprised(Double)
    /// After an alarm of a detector, from so many events, that of the alarm included. Page and Hinkley's test watches the log
    /// loss, ADWIN |p − y|.
    case afterDrift(RiseDetector.Kind, forEvents: Int)

    /// Whether it waits for the alarm of a detector.
    public var hasDetector: Bool {
        if case .afterDrift = self { true } else { false }
    }
}

/// `frozen`, `every`, `batch/8`, `surprised/0.4`, `page-hinkley/200`, `adwin/200`.
extension UpdatePolicy: CustomStringConvertible {
    /// As it is written.
    public var description: String {
        switch self {
        case .frozen: "frozen"
        case .everyEvent: "every"
        case .miniBatch(let count): "batch/\(count)"
        case .whenSurprised(let threshold): "surprised/\(threshold)"
        case .afterDrift(let detector, let count): "\(detector.rawValue)/\(count)"
        }
    }

    /// Reads what ``description`` writes.
    /// - Throws: ``MicroLearningError/policy(_:reason:)``.
    public init(_ text: String) throws(MicroLearningError) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let number = parts.count > 1 ? parts[1] : nil
        func count(from least: Int) throws(MicroLearningError) -> Int {
            guard let count = number.flatMap(Int.init), count >= least else {
                throw .policy(text, reason: "behind '\(parts[0])/' stands a number of events from \(least) on")
            }
            return count
        }
        switch (parts[0], number) {
        case ("frozen", nil): self = .frozen
        case ("every", nil): self = .everyEvent
        case ("batch", _): self = .miniBatch(try count(from: 2))
        case ("surprised", _):
            guard let threshold = number.flatMap(Double.init), threshold > 0, threshold < 1 else {
                throw .policy(text, reason: "behind 'surprised/' stands a distance between 0 and 1, such as 0.4")
            }
            self = .whenSurprised(threshold)
        case (let name, _):
            guard let detector = RiseDetector.Kind(rawValue: name) else {
                throw .policy(
                    text, reason: "known are frozen, every, batch/8, surprised/0.4, page-hinkley/200 and adwin/200")
            }
            self = .afterDrift(detector, forEvents: try count(from: 1))
        }
    }
}
