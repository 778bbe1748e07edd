/// What became of every event asked for: counts that can be believed, or the reason why there are none.
///
/// Impossible counts are not passed on: a negative one, no instruction, cycle or CPU time in a window that
/// took time, more instructions a cycle than any core retires, a hardware counter that moved neither in any
/// window nor under the probe's stimulus while others moved. A zero of a counter that is known to move, or
/// that the kernel itself keeps, is a count.
public struct CounterReading: Equatable, Sendable {
    /// A value or a reason for every event asked for.
    public let outcomes: [String: Result<CounterValue, CounterUnavailability>]
    /// A value or a reason for every figure that an event asked for is the numerator of.
    public let derived: [DerivedMetric: Result<[Double], CounterUnavailability>]
    /// What a reader of the report must know.
    public let warnings: [CounterWarning]

    /// - Parameters:
    ///   - asked: the events asked for.
    ///   - refused: those this machine does not count.
    ///   - windows: what the passes counted.
    init(asked: [String], refused: [String: CounterUnavailability], windows: [CounterWindows]) {
        let judge = CounterJudge(windows: windows)
        let passes = windows.map { judge.verdicts(of: $0) }
        var outcomes: [String: Result<CounterValue, CounterUnavailability>] = [:]
        for name in asked {
            let counted = passes.lazy.compactMap { $0[name] }
            outcomes[name] =
                refused[name].map { .failure($0) }
                ?? counted.first { (try? $0.get()) != nil } ?? counted.first ?? .failure(.notMeasured)
        }
        self.outcomes = outcomes
        derived = DerivedMetric.all.reduce(into: [:]) { derived, metric in
            guard metric.numerators.contains(where: asked.contains) else { return }
            let attempts = passes.lazy.map { metric.values(from: $0) }
            derived[metric] =
                attempts.first { (try? $0.get()) != nil } ?? attempts.first ?? metric.values(from: [:])
        }
        warnings = asked.compactMap { name in outcomes[name].flatMap { CounterWarning(name, $0) } }
    }
}

/// Believable counts of an event.
public struct CounterValue: Equatable, Sendable {
    /// One count a window, as PAPI gave it.
    public let counts: [Int64]
    /// For each thread of a team one count a window; empty for a single thread.
    public let countsByThread: [[Int64]]
    /// Seconds of each window.
    public let seconds: [Double]
    /// SI unit of a scaled count: `s` for clocks, `1` for all others.
    public let unit: String
    /// What a count is in ``unit``: 1e-9 for clocks, which count nanoseconds.
    public let scale: Double
    /// Whether the counts are extrapolated.
    public let isMultiplexed: Bool

    /// The SI unit in which a report gives an event: `s` for clocks, `1` for all others.
    public static func unit(of event: String) -> String {
        EventTraits.clocks.contains(event) ? "s" : "1"
    }

    /// The counts for one of `calls` calls in each window, in ``unit``.
    public func perCall(_ calls: Int) -> [Double] {
        perCall(counts, calls)
    }

    /// The counts of each thread of a team for one of `calls` calls in each window, in ``unit``; empty for a single
    /// thread.
    public func perCallByThread(_ calls: Int) -> [[Double]] {
        countsByThread.map { perCall($0, calls) }
    }

    private func perCall(_ counts: [Int64], _ calls: Int) -> [Double] {
        counts.map { Double($0) * scale / Double(calls) }
    }
}

/// A doubt about a count, for the report.
public struct CounterWarning: Equatable, Sendable {
    /// Stable name: `broken-counter` or `multiplexed-counter`.
    public let code: String
    /// Which event, and what about it.
    public let message: String
    /// What to do about it.
    public let remedy: String

    init?(_ event: String, _ outcome: Result<CounterValue, CounterUnavailability>) {
        switch outcome {
        case .failure(.broken(let detail)):
            code = "broken-counter"
            message = "\(event): \(detail)"
            remedy = "do not count it on this machine; the kernel or the hypervisor miscounts"
        case .success(let value) where value.isMultiplexed:
            code = "multiplexed-counter"
            message = "\(event) is extrapolated from part of the time, with a bias of up to 1 %"
            remedy = "count in several passes: leave multiplexing off"
        default:
            return nil
        }
    }
}
