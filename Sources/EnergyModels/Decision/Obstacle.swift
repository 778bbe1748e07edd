import Quantities

/// Why one of the ways cannot be gone at all, whatever it costs.
public enum Obstacle: Equatable, Sendable {
    /// The link would be occupied for more of the time than it may be.
    case airTime(needed: Double, limit: AirTimeLimit)
    /// Training takes longer than the time between updates.
    case computeTime(needed: Seconds, period: Seconds)
    /// The battery cannot give the radio's highest power.
    case radioPeak(current: Amperes, limit: Amperes)
    /// The battery cannot give what computing takes.
    case computing(current: Amperes, limit: Amperes)
    /// The battery cannot give the mean power for long.
    case mean(current: Amperes, limit: Amperes)
}

extension Balance {
    /// Why one of the ways cannot be gone; empty where it can.
    public func obstacles(to expense: Expense) -> [Obstacle] {
        var found: [Obstacle] = []
        let share = expense.airTime / period
        let limit = airTimeLimit ?? AirTimeLimit(share: 1, reason: "the link's rate")
        if share > limit.share { found.append(.airTime(needed: share, limit: limit)) }
        if let time = expense.computeTime, time > period {
            found.append(.computeTime(needed: time, period: period))
        }
        guard let battery else { return found }
        if expense.bytes > .zero, let radioPeak, !battery.bears(peak: radioPeak) {
            found.append(.radioPeak(current: battery.current(for: radioPeak), limit: battery.pulseLimit))
        }
        if expense.compute > .zero, let stepPower, !battery.bears(peak: stepPower) {
            found.append(.computing(current: battery.current(for: stepPower), limit: battery.pulseLimit))
        }
        let mean = (expense.whole + common) / period
        if !battery.bears(mean: mean) {
            found.append(.mean(current: battery.current(for: mean), limit: battery.continuousLimit))
        }
        return found
    }
}
