import Drift

/// How a run went: each event judged before anything is learnt from it.
public struct PrequentialResult: Sendable, Equatable {
    /// Whether each event's class was found.
    public var right: [Bool]
    /// The stream's changes of regimes.
    public var drifts: [DriftSchedule.Drift]
    /// Events at which an alarm was raised; nil for a strategy without detector.
    public var alarms: [Int]?
    /// Events after a drift within which an alarm is put down to it.
    public var horizon: Int
    /// Of examples of the old regime that are no events, and of the new one.
    public var heldOutOld, heldOutNew: BeforeAfter
    /// Updates made.
    public var updates: Int
    /// Labels that the device asked for, and those that it learnt from.
    public var labelsAsked, labelsLearnt: Int
    /// Parameters that an update changes, at most.
    public var trainedParameters: Int
    /// Parameters that no update should change and that are not bit for bit what they were; 0 unless something is wrong.
    public var strayedParameters: Int
    /// The most bytes of state that the detector held; 0 without one.
    public var detectorByteCount: Int

    /// The share of examples whose class the model finds, as it was shipped and after the last event.
    public struct BeforeAfter: Sendable, Equatable {
        /// As shipped.
        public var before: Double
        /// After the last event.
        public var after: Double
    }

    /// The share of some events whose class was found; nil where there are none.
    public func accuracy(_ events: Range<Int>) -> Double? {
        let events = events.clamped(to: right.indices)
        return events.isEmpty ? nil : Double(right[events].count { $0 }) / Double(events.count)
    }

    /// The first event that may be another regime's; the number of events where there is none.
    private var begin: Int { min(drifts.first?.begin ?? right.count, right.count) }
    /// Before the first drift; nil where it comes with the first event.
    public var accuracyBefore: Double? { accuracy(0..<begin) }
    /// From the first drift's first event on; nil without drift.
    public var accuracyAfter: Double? { accuracy(begin..<right.count) }
    /// How alarms fit the changes of regimes; of a strategy without detector, nothing.
    public var detection: Detection {
        alarms.map { Detection($0, of: drifts, horizon: horizon) } ?? .none
    }
    /// How much accuracy on the old regime was lost from the model as shipped to that after the last event.
    public var forgetting: Double { heldOutOld.before - heldOutOld.after }
}
