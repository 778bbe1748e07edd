import Drift
import Learning

/// A scenario's events under a schedule.
public final class DriftingStream: AdaptationStream {
    /// Whose events.
    public let data: DriftingData
    /// When which regime holds.
    public let schedule: DriftSchedule
    /// Events.
    public let count: Int
    /// Examples of each regime to judge by.
    public let heldOutCount: Int
    private let regimes: [Regime]
    private var judged: [Examples?] = Regime.allCases.map { _ in nil }

    /// - Parameters:
    ///   - data: may be shared by streams, as long as one is used at a time.
    ///   - events: how many; at least 1.
    ///   - heldOut: examples of each regime to judge by.
    /// - Throws: ``AdaptationError/setting(name:value:allowed:)`` for no event or no example.
    public init(
        _ data: DriftingData, _ schedule: DriftSchedule, events: Int, heldOut: Int = 300
    ) throws(AdaptationError) {
        guard events > 0 else { throw .setting(name: "events", value: "\(events)", allowed: "at least 1") }
        guard heldOut > 0 else { throw .setting(name: "held-out examples", value: "\(heldOut)", allowed: "at least 1") }
        self.data = data
        self.schedule = schedule
        count = events
        heldOutCount = heldOut
        regimes = (0..<events).map { schedule.regime(at: $0, seed: data.seed) }
    }

    /// The changes of regimes.
    public var drifts: [DriftSchedule.Drift] { schedule.drifts(among: count) }
    /// Numbers of an example.
    public var inputCount: Int { data.pretraining.shape.count }
    /// Classes.
    public var classCount: Int { data.pretraining.classes.count }

    /// The regime of an event.
    public func regime(_ index: Int) -> Regime { regimes[index] }

    /// An event: the example of its own number of the regime that holds.
    /// - Throws: `DisturbanceError` for what cannot happen to the scenario's sensor.
    public func event(_ index: Int) throws -> LabelledExample { try data.event(index, of: regimes[index]) }

    /// Examples of a regime that are no events.
    /// - Throws: `DataError` where a number is none; `DisturbanceError` as for an event.
    public func heldOut(_ regime: Regime) throws -> Examples {
        if let examples = judged[regime.rawValue] { return examples }
        let examples = try data.heldOut(regime, count: heldOutCount)
        judged[regime.rawValue] = examples
        return examples
    }
}
