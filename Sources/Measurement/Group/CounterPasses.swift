import Counters
import Report
import Statistics

/// Reads counters over a case, in windows of their own after the rounds.
public struct CounterPasses {
    private let session: CounterSession
    /// Six windows are the fewest with a 95 % interval of the median; nine give ranks 2 and 8.
    private static let windows = (fewest: 6, most: 9)
    /// A longer call is counted in fewer windows.
    private static let patience = 0.1

    /// - Parameter session: made on the measuring thread.
    public init(_ session: CounterSession) {
        self.session = session
    }

    /// libpapi's version; nil where this build has none.
    public static var libraryVersion: String? { CounterLibrary.shared.version }

    /// What the machine answered, for the report's host.
    public var described: Report.Host.Counters {
        .init(
            papi: Self.libraryVersion ?? CounterLibrary.shared.status.detail,
            available: session.asked.filter { session.refused[$0] == nil },
            unavailable: session.asked.compactMap { event in
                session.refused[event].map { .init(event: event, reason: $0.description) }
            },
            cost: session.passes.first?.calibrate().map { .init(read: $0.read, window: $0.startStop) })
    }

    /// The counts of one call: a value or a reason for every event asked for, and what follows from them; for a case of
    /// several threads each event's count by thread, too.
    /// - Parameters:
    ///   - plan: the case.
    ///   - seconds: what a call takes.
    ///   - iterations: calls in a window.
    func measure(
        _ plan: CasePlan, seconds: Double, iterations: Int, _ call: () -> Void
    ) -> (metrics: [String: Report.Metric], byThread: [String: Report.Parameter], warnings: [Report.Warning]) {
        guard !session.asked.isEmpty else { return ([:], [:], []) }
        let count = seconds * Double(iterations) > Self.patience ? Self.windows.fewest : Self.windows.most
        let reading = read(windows: count) {
            for _ in 0..<iterations { call() }
        }
        let metrics = Self.metrics(of: reading, iterations)
        var byThread: [String: Report.Parameter] = [:]
        if plan.threads > 1 {
            for case (let event, .success(let value)) in reading.outcomes {
                byThread[Self.parameter(event)] = Self.byThread(value, iterations)
            }
        }
        if plan.threads > 1, let library = plan.library {
            // Those threads are not of the team: what was counted is its waiting.
            let reason = "\(library) computes on threads of its own, which no counter is attached to"
            return (metrics.mapValues { .unavailable(unit: $0.unit, reason: reason) }, [:], [])
        }
        return (metrics, byThread, Self.warnings(of: reading))
    }

    /// The counts of one call by itself, in as few windows as have an interval.
    /// - Parameter before: done before each call, uncounted.
    /// - Returns: a value or a reason for every event asked for, and what follows from them.
    public func measure(
        before: () -> Void, _ call: () -> Void
    ) -> (metrics: [String: Report.Metric], warnings: [Report.Warning]) {
        let reading = read(windows: Self.windows.fewest, before: before, call)
        return (Self.metrics(of: reading, 1), Self.warnings(of: reading))
    }

    /// Every event asked for, without a count for one reason.
    public func unavailable(_ reason: String) -> [String: Report.Metric] {
        Dictionary(
            uniqueKeysWithValues: session.asked.map {
                ($0, .unavailable(unit: CounterValue.unit(of: $0), reason: reason))
            })
    }

    private func read(windows: Int, before: () -> Void = {}, _ body: () -> Void) -> CounterReading {
        session.reading(of: session.passes.map { $0.measure(windows: windows, before: before, body) })
    }

    private static func metrics(of reading: CounterReading, _ iterations: Int) -> [String: Report.Metric] {
        var metrics: [String: Report.Metric] = [:]
        for (event, outcome) in reading.outcomes {
            switch outcome {
            case .success(let value):
                metrics[event] = metric(
                    value.perCall(iterations), unit: value.unit, better: .lower, provenance: .counted)
            case .failure(let reason):
                metrics[event] = .unavailable(unit: CounterValue.unit(of: event), reason: reason.reason)
            }
        }
        for (metric, outcome) in reading.derived {
            switch outcome {
            case .success(let values):
                metrics[metric.name] = Self.metric(
                    values, unit: metric.unit, better: metric.higherIsBetter ? .higher : .lower, provenance: .derived)
            case .failure(let reason):
                metrics[metric.name] = .unavailable(unit: metric.unit, reason: reason.reason)
            }
        }
        return metrics
    }

    private static func warnings(of reading: CounterReading) -> [Report.Warning] {
        reading.warnings.map { .init(code: $0.code, message: $0.message, remedy: $0.remedy) }
    }

    /// `by-thread.perf-PAGE-FAULTS`: the event's name with what a parameter's name may not hold left out.
    private static func parameter(_ event: String) -> String {
        "by-thread." + event.split { !CaseID.isName("a\($0)") }.joined(separator: "-")
    }

    /// The median count of each thread, the calling one first; they need not add up to the median of the sums.
    private static func byThread(_ value: CounterValue, _ iterations: Int) -> Report.Parameter {
        let medians = value.perCallByThread(iterations).compactMap { try? SortedSamples($0).median }
        return .text(medians.map { "\($0)" }.joined(separator: " "))
    }

    /// The median of a few windows with its exact interval.
    static func metric(
        _ values: [Double], unit: String, better: Report.Direction, provenance: Report.Provenance
    ) -> Report.Metric {
        guard let sorted = try? SortedSamples(values), let interval = try? sorted.medianInterval(confidence: 0.95)
        else { return .unavailable(unit: unit, reason: "\(values.count) windows are too few for an interval") }
        return .value(
            .init(
                unit: unit, better: better, provenance: provenance, value: sorted.median,
                interval: .init(interval.low, interval.high), confidence: interval.confidence, count: values.count))
    }
}
