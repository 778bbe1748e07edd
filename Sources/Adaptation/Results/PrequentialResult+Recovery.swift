extension PrequentialResult {
    /// Of the accuracy before the first drift, what counts as recovered.
    public static let recoveredShare = 0.95

    /// How many events after each drift the accuracy is back: nil where it is not before the next one or the end, or where
    /// there is nothing before the first drift to hold it against.
    ///
    /// Counted from the first event from which on all are the other regime's, to the end of the first ``window`` of them in
    /// which the accuracy is at least ``recoveredShare`` of what it was: no less than a window, as where it never fell.
    public var recoveryTimes: [Int?] {
        guard let before = accuracyBefore else { return drifts.map { _ in nil } }
        return drifts.indices.map { number in
            let end = number + 1 < drifts.count ? min(drifts[number + 1].begin, right.count) : right.count
            return recovery(from: drifts[number].end, to: end, level: Self.recoveredShare * before)
        }
    }

    /// That after the first drift.
    public var recoveryTime: Int? { recoveryTimes.first ?? nil }

    private func recovery(from begin: Int, to end: Int, level: Double) -> Int? {
        guard begin + window <= end else { return nil }
        var count = right[begin..<begin + window].count { $0 }
        for last in begin + window...end {
            if Double(count) >= level * Double(window) { return last - begin }
            guard last < end else { break }
            count += (right[last] ? 1 : 0) - (right[last - window] ? 1 : 0)
        }
        return nil
    }
}
