extension PrequentialResult {
    /// How alarms fit the changes of regimes.
    public struct Detection: Sendable, Equatable {
        /// Events from each drift's first one to the first alarm that is put down to it; nil where it was missed. Empty for a
        /// strategy without detector, which misses nothing.
        public var delays: [Int?]
        /// Alarms that no drift explains.
        public var falseAlarms: Int

        /// Drifts that no alarm told of.
        public var missed: Int { delays.count { $0 == nil } }
    }

    /// An alarm is put down to a drift from the drift's first event on, until so many events after its end as the horizon
    /// says, or until the next drift. The first one detects it; more of them there are neither detections nor false.
    public var detection: Detection {
        guard let alarms else { return Detection(delays: [], falseAlarms: 0) }
        var delays = [Int?](repeating: nil, count: drifts.count)
        var falseAlarms = 0
        for alarm in alarms {
            guard let number = drifts.lastIndex(where: { $0.begin <= alarm }), alarm < drifts[number].end + horizon
            else {
                falseAlarms += 1
                continue
            }
            delays[number] = delays[number] ?? alarm - drifts[number].begin
        }
        return Detection(delays: delays, falseAlarms: falseAlarms)
    }
}
