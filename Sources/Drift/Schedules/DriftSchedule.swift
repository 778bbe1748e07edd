import Statistics

/// What a device meets.
public enum Regime: Int, Sendable, CaseIterable {
    /// What it was deployed in.
    case old
    /// What really happens.
    case new
}

/// When the new regime takes the old one's place. Events are counted from 0.
public enum DriftSchedule: Hashable, Sendable {
    /// Never.
    case stationary
    /// At once, with this event.
    case sudden(at: Int)
    /// Event by event: the new regime is drawn with a probability that rises in a straight line, from 0 before `from` to 1 with
    /// `to`.
    case gradual(from: Int, to: Int)
    /// So many events of the old regime, as many of the new one, and so on.
    case recurring(period: Int)

    /// A change of regimes.
    public struct Drift: Hashable, Sendable {
        /// The first event that may be the other regime's.
        public var begin: Int
        /// The first event from which on all are the other regime's.
        public var end: Int
        /// What comes.
        public var to: Regime

        /// Memberwise.
        public init(begin: Int, end: Int, to: Regime) {
            (self.begin, self.end, self.to) = (begin, end, to)
        }
    }

    /// The probability of the new regime at an event.
    public func share(at event: Int) -> Double {
        switch self {
        case .stationary: 0
        case .sudden(let at): event < at ? 0 : 1
        // In the middle of the ramp's step, so that half of all draws are the new regime's.
        case .gradual(let from, let to):
            event < from ? 0 : min((Double(event - from) + 0.5) / Double(max(to - from, 1)), 1)
        case .recurring(let period): event / max(period, 1) % 2 == 0 ? 0 : 1
        }
    }

    /// The regime of an event; where it is drawn, by the seed and the event alone.
    public func regime(at event: Int, seed: UInt64) -> Regime {
        let share = share(at: event)
        guard share > 0 else { return .old }
        guard share < 1 else { return .new }
        var generator = SeededGenerator(seed: seed, stream: "gradual drift, event \(event)")
        return generator.uniform() < share ? .new : .old
    }

    /// The changes among the first events, in their order.
    public func drifts(among count: Int) -> [Drift] {
        switch self {
        case .stationary: []
        case .sudden(let at): at < count ? [Drift(begin: at, end: at, to: .new)] : []
        case .gradual(let from, let to): from < count ? [Drift(begin: from, end: max(to, from), to: .new)] : []
        case .recurring(let period):
            stride(from: max(period, 1), to: count, by: max(period, 1)).map {
                Drift(begin: $0, end: $0, to: $0 / max(period, 1) % 2 == 0 ? .old : .new)
            }
        }
    }

    /// A place on the axis of events and what happens there.
    public struct Mark: Hashable, Sendable {
        /// The event.
        public var event: Int
        /// A few words.
        public var words: String

        /// Memberwise.
        public init(event: Int, words: String) { (self.event, self.words) = (event, words) }
    }

    /// What a plot of the first events marks.
    public func marks(among count: Int) -> [Mark] {
        drifts(among: count).flatMap { drift -> [Mark] in
            guard drift.end == drift.begin else {
                return [
                    Mark(event: drift.begin, words: "drift begins"), Mark(event: drift.end, words: "drift ends"),
                ].filter { $0.event < count }
            }
            return [Mark(event: drift.begin, words: drift.to == .new ? "drift" : "back to the old regime")]
        }
    }
}
