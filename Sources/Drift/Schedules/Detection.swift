/// How alarms fit drifts.
public struct Detection: Sendable, Equatable {
    /// Events from each drift's first one to the first alarm that is put down to it; nil where it was missed.
    public var delays: [Int?]
    /// Alarms that no drift explains.
    public var falseAlarms: Int

    /// Of what has no detector, which misses nothing.
    public static let none = Detection(delays: [], falseAlarms: 0)

    /// Memberwise.
    public init(delays: [Int?], falseAlarms: Int) {
        (self.delays, self.falseAlarms) = (delays, falseAlarms)
    }

    /// Puts alarms down to drifts. An alarm is a drift's from the drift's first event on, until so many events after its end as
    /// the horizon says, or until the next drift. The first one detects it; more of them there are neither detections nor
    /// false.
    /// - Parameters:
    ///   - alarms: the events at which they were raised.
    ///   - drifts: in their order.
    ///   - horizon: events.
    public init(_ alarms: [Int], of drifts: [DriftSchedule.Drift], horizon: Int) {
        self.init(delays: .init(repeating: nil, count: drifts.count), falseAlarms: 0)
        for alarm in alarms {
            guard let number = drifts.lastIndex(where: { $0.begin <= alarm }), alarm < drifts[number].end + horizon
            else {
                falseAlarms += 1
                continue
            }
            delays[number] = delays[number] ?? alarm - drifts[number].begin
        }
    }

    /// Events after the end of a drift within which an alarm is put down to it, where nothing else is said: with one a second,
    /// some minutes.
    public static let usualHorizon = 500
}
