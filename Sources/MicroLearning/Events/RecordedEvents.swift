/// Events met over and over again, in memory that stays where it is.
final class RecordedEvents {
    /// Features of an event.
    let width: Int
    private let features: UnsafeMutablePointer<Float>
    private let contexts: [Int]
    private let labels: [Bool]
    private var at = 0

    /// - Parameters:
    ///   - features: event after event.
    ///   - contexts: at least one, an event each, as are `labels`.
    init(features: [Float], contexts: [Int], labels: [Bool]) {
        precondition(!contexts.isEmpty && features.count % contexts.count == 0 && labels.count == contexts.count)
        width = features.count / contexts.count
        self.features = .allocate(capacity: max(features.count, 1))
        self.features.initialize(from: features, count: features.count)
        (self.contexts, self.labels) = (contexts, labels)
    }

    deinit { features.deallocate() }

    /// The next event; after the last comes the first.
    func next() -> (features: UnsafePointer<Float>, context: Int, label: Bool) {
        defer { at = at + 1 < contexts.count ? at + 1 : 0 }
        return (UnsafePointer(features + at * width), contexts[at], labels[at])
    }
}
