import Drift

/// How it went with one person, machine or sensor that a model met and perhaps learnt from, event by event; each event was judged
/// before it was learnt from.
struct OnlineLot {
    /// Whether each event was got right.
    var right: [Bool]
    /// When something drifted.
    var drifts: [DriftSchedule.Drift]
    /// The mean loss in nats; nil where none is told.
    var loss: Double?
    /// Updates made, and labels asked for.
    var updates, labels: Int
    /// Alarms of a detector, and how they fit the drifts.
    var alarms: Int
    var detection: Detection
    /// The most that a detector remembered, in bytes.
    var detectorByteCount: Int
    /// What accuracy on examples of the old regime fell by, and what it is on those of the new one; nil where there are none.
    var forgetting, new: Double?

    private var begin: Int { min(drifts.first?.begin ?? right.count, right.count) }
    /// The events before the first drift, and those from it on; empty where nothing drifts.
    var before: Range<Int> { 0..<begin }
    var after: Range<Int> { begin..<right.count }
    /// The events from the end of each drift to the beginning of the next.
    var stretches: [Range<Int>] {
        drifts.indices.map { number in
            let next = number + 1 < drifts.count ? drifts[number + 1].begin : right.count
            return min(drifts[number].end, next)..<next
        }
    }

    var accuracy: Double { share(right.indices) }
    var accuracyBefore: Double? { before.isEmpty ? nil : share(before) }
    var accuracyAfter: Double? { after.isEmpty ? nil : share(after) }
    /// Of the last quarter of the events.
    var accuracyLate: Double { share(right.count - (right.count + 3) / 4..<right.count) }

    func share(_ events: Range<Int>) -> Double {
        events.isEmpty ? 0 : Double(right[events].count { $0 }) / Double(events.count)
    }

    /// Events of the window by which recovery is judged: a hundred, and never more than a tenth of all.
    private var window: Int { max(10, min(100, right.count / 10)) }

    /// For each drift, after how many events accuracy over a window is back at 95 % of a level; nil where it is not before the next.
    func recoveries(to level: Double) -> [Int?] {
        let window = window
        return stretches.map { stretch in
            guard stretch.count >= window else { return nil }
            var hits = right[stretch.lowerBound..<stretch.lowerBound + window].count { $0 }
            var last = stretch.lowerBound + window
            while Double(hits) < Self.recovered * level * Double(window) {
                guard last < stretch.upperBound else { return nil }
                hits += (right[last] ? 1 : 0) - (right[last - window] ? 1 : 0)
                last += 1
            }
            return last - stretch.lowerBound
        }
    }

    private static let recovered = 0.95
}
