extension DriftSchedule {
    /// As it is written: `stationary`, `sudden/1000`, `gradual/800-1200` or `recurring/500`.
    public var name: String {
        switch self {
        case .stationary: "stationary"
        case .sudden(let at): "sudden/\(at)"
        case .gradual(let from, let to): "gradual/\(from)-\(to)"
        case .recurring(let period): "recurring/\(period)"
        }
    }

    /// Reads what ``name`` writes.
    /// - Throws: ``DriftError/schedule(_:)`` for any other text, and for numbers that make no schedule.
    public init(_ text: String) throws(DriftError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let numbers = parts.dropFirst().flatMap { $0.split(separator: "-", omittingEmptySubsequences: false) }.map {
            $0.allSatisfy { ("0"..."9").contains($0) } ? Int($0) : nil
        }
        switch (parts.first, parts.count, numbers.count, numbers.first ?? nil, numbers.last ?? nil) {
        case ("stationary", 1, _, _, _): self = .stationary
        case ("sudden", 2, 1, let at?, _) where at > 0: self = .sudden(at: at)
        case ("gradual", 2, 2, let from?, let to?) where from > 0 && from < to: self = .gradual(from: from, to: to)
        case ("recurring", 2, 1, let period?, _) where period > 0: self = .recurring(period: period)
        default: throw .schedule(text)
        }
    }

    /// In English, for a report.
    public var words: String {
        switch self {
        case .stationary: "no drift"
        case .sudden(let at): "a sudden drift at event \(at)"
        case .gradual(let from, let to): "a gradual drift from event \(from) to \(to)"
        case .recurring(let period): "the two regimes in turn, \(period) events each"
        }
    }
}
