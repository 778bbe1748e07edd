import Drift

/// What a run did, event by event.
public struct MicroTrajectory: Equatable, Sendable {
    /// When the truth changed.
    public let drifts: [DriftSchedule.Drift]
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
    /// The most bytes of state that the detector held; 0 without one.
    public let detectorByteCount: Int

    /// Events.
    public var count: Int { hits.count }
    /// Updates made.
    public var updateCount: Int { updated.count { $0 } }

    /// The mean log loss over events, in nats; 0 of none.
    public func logLoss(_ events: Range<Int>) -> Double {
        events.isEmpty ? 0 : losses[events].reduce(0.0) { $0 + Double($1) } / Double(events.count)
    }

    /// How alarms fit the changes of truth.
    public var detection: Detection { Detection(alarms, of: drifts, horizon: Detection.usualHorizon) }
}
