/// What a run did, event by event.
public struct MicroTrajectory: Equatable, Sendable {
    /// When the truth changed: the events at which a change began and at which it was over.
    public let changes: [Range<Int>]
    /// Whether each event was a hit: a song played through, or a right prediction.
    public let hits: [Bool]
    /// The log loss of each event's score before anything was learnt from it, in nats.
    public let losses: [Float]
    /// Whether parameters were updated with each event.
    public let updated: [Bool]
    /// Events at which the detector raised an alarm.
    public let alarms: [Int]
    /// The parameters before and after: gates, coefficients, biases.
    public let start, end: [Double]
    /// Bytes of the detector's state at the end.
    public let detectorByteCount: Int

    /// Events.
    public var count: Int { hits.count }
    /// Updates made.
    public var updateCount: Int { count(of: updated, in: 0..<count) }

    /// The share of hits among events; 0 of none.
    public func hitRate(_ events: Range<Int>) -> Double {
        events.isEmpty ? 0 : Double(count(of: hits, in: events)) / Double(events.count)
    }

    /// The mean log loss over events, in nats; 0 of none.
    public func logLoss(_ events: Range<Int>) -> Double {
        events.isEmpty ? 0 : losses[events].reduce(0.0) { $0 + Double($1) } / Double(events.count)
    }

    /// Hits in each window of so many events, one after the other; the last may be shorter.
    public func hits(perWindow width: Int) -> [Int] { counts(of: hits, width) }

    /// Updates in each window.
    public func updates(perWindow width: Int) -> [Int] { counts(of: updated, width) }

    private func counts(of flags: [Bool], _ width: Int) -> [Int] {
        stride(from: 0, to: count, by: width).map { count(of: flags, in: $0..<min($0 + width, count)) }
    }

    private func count(of flags: [Bool], in events: Range<Int>) -> Int { flags[events].count { $0 } }
}

extension MicroTrajectory {
    /// What became of the hits with one change of truth.
    public struct Change: Equatable, Sendable {
        /// The events since the change before, and those from its end until the next.
        public let before, after: Range<Int>
        /// Events from its beginning to the first alarm; nil where none came before the next change.
        public let delay: Int?
    }

    /// Each change of truth.
    public var changed: [Change] {
        changes.indices.map { index in
            let next = index + 1 < changes.count ? changes[index + 1].lowerBound : count
            let first = alarms.first { $0 >= changes[index].lowerBound && $0 < next }
            return Change(
                before: (index == 0 ? 0 : changes[index - 1].upperBound)..<changes[index].lowerBound,
                after: min(changes[index].upperBound, next)..<next, delay: first.map { $0 - changes[index].lowerBound })
        }
    }

    /// Alarms that are not the first after a change.
    public var falseAlarmCount: Int { alarms.count - changed.count { $0.delay != nil } }

    /// The events before the first change, and those from its end on; all and none where nothing changes.
    public var before: Range<Int> { changed.first?.before ?? 0..<count }
    /// See ``before``.
    public var after: Range<Int> { (changes.first.map { min($0.upperBound, count) } ?? count)..<count }
}
