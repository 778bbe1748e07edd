import Energy
import Report

/// Meters the energy of a case, in windows of their own after the rounds. Idle power is not subtracted, as in
/// MLPerf Tiny.
public struct EnergyPasses {
    private let meter: (any EnergyMeter)?
    private let reason: String
    /// Twice the shortest window the meters allow, as a call's time is only an estimate.
    private static let windowSeconds = 2 * EnergyLimits.shortestWindow
    /// The fewest windows with a 95 % interval of the median.
    private static let windows = 6

    /// The best meter of this machine.
    /// - Parameter discovery: made on the measuring thread.
    public init(_ discovery: EnergyDiscovery = EnergyDiscovery()) {
        // A meter that is there and refuses says more than those that are not.
        let telling = discovery.refusals.first { refusal in
            if case .noMeter = refusal.reason { false } else { true }
        }
        self.init(
            meter: discovery.meter,
            reason: telling.map { "\($0.source): \($0.reason.reason)" }
                ?? "the kernel has no energy meter, neither perf's power PMU nor powercap")
    }

    /// - Parameters:
    ///   - meter: for the measuring thread; nil for none.
    ///   - reason: why there is none.
    init(meter: (any EnergyMeter)?, reason: String) {
        self.meter = meter
        self.reason = reason
    }

    /// Joules of one call, or why there are none.
    /// - Parameters:
    ///   - secondsPerCall: what a call takes.
    ///   - unmetered: why the group is not metered although there may be a meter; nil where it is.
    public func metric(secondsPerCall: Double, unmetered: String? = nil, _ call: () -> Void) -> Report.Metric {
        guard let meter else { return .unavailable(unit: "J", reason: reason) }
        if let unmetered { return .unavailable(unit: "J", reason: unmetered) }
        let iterations = max(1, Int((Self.windowSeconds / secondsPerCall).rounded(.up)))
        var joules: [Double] = []
        do {
            for _ in 0..<Self.windows {
                let used = try meter.measure {
                    for _ in 0..<iterations { call() }
                }
                joules.append(used.value / Double(iterations))
            }
        } catch {
            return .unavailable(unit: "J", reason: error.reason)
        }
        return CounterPasses.metric(joules, unit: "J", better: .lower, provenance: .measured)
    }
}
