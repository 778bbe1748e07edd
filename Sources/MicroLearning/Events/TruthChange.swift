/// When an individual's truth changes from its old form to its new one. Events count from 0.
public enum TruthChange: Hashable, Sendable {
    /// Never.
    case never
    /// At once: from this event on all is new.
    case sudden(at: Int)
    /// In a straight line: old before the first of the two events, new from the second on.
    case gradual(from: Int, to: Int)
    /// To and fro: as many events old, as many new, old again.
    case recurring(period: Int)

    /// The share of the new truth at an event, in 0 ... 1.
    public func share(at event: Int) -> Double {
        switch self {
        case .never: 0
        case .sudden(let change): event < change ? 0 : 1
        case .gradual(let first, let last):
            event < first ? 0 : event >= last ? 1 : Double(event - first) / Double(last - first)
        case .recurring(let period): (event / period).isMultiple(of: 2) ? 0 : 1
        }
    }

    /// The events below a count at which a change begins, and that at which it is over.
    public func changes(before count: Int) -> [Range<Int>] {
        switch self {
        case .never: []
        case .sudden(let change): change < count ? [change..<change] : []
        case .gradual(let first, let last): first < count ? [first..<last] : []
        case .recurring(let period): stride(from: period, to: count, by: period).map { $0..<$0 }
        }
    }
}

/// `never`, `sudden/2000`, `gradual/1500/2500`, `recurring/1000`.
extension TruthChange: CustomStringConvertible {
    /// As it is written.
    public var description: String {
        switch self {
        case .never: "never"
        case .sudden(let change): "sudden/\(change)"
        case .gradual(let first, let last): "gradual/\(first)/\(last)"
        case .recurring(let period): "recurring/\(period)"
        }
    }

    /// Reads what ``description`` writes.
    /// - Throws: ``MicroLearningError/change(_:reason:)``.
    public init(_ text: String) throws(MicroLearningError) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let numbers = parts.dropFirst().map { Int($0) ?? 0 }
        guard numbers.allSatisfy({ $0 > 0 }) else {
            throw .change(text, reason: "behind '\(parts[0])/' stand numbers of events from 1 on")
        }
        switch (String(parts[0]), numbers.count) {
        case ("never", 0): self = .never
        case ("sudden", 1): self = .sudden(at: numbers[0])
        case ("gradual", 2) where numbers[0] < numbers[1]: self = .gradual(from: numbers[0], to: numbers[1])
        case ("gradual", 2): throw .change(text, reason: "a gradual change ends after it begins")
        case ("recurring", 1): self = .recurring(period: numbers[0])
        default: throw .change(text, reason: "known are never, sudden/2000, gradual/1500/2500 and recurring/1000")
        }
    }
}
