import Basics
import Counters
import Energy
import Report
import Statistics

/// Measures the cases of a group together, on the thread it was made on.
///
/// The order of things: prepare and check every case, calibrate, choose the sides
/// in pilot rounds, run the rounds, then, each in passes of its own so
/// that the rounds hold the clock alone, counters and energy.
public struct GroupMeasurement {
    /// How much is measured, and how sure a verdict must be.
    public let settings: MeasurementSettings
    private let counters: CounterPasses
    private let energy: EnergyPasses
    private let team: Team

    /// A measurement with its settings and the sources it reads besides the clock.
    /// - Parameter team: what the cases may be divided among; its first thread measures.
    public init(
        settings: MeasurementSettings, counters: CounterPasses, energy: EnergyPasses, team: Team = .single
    ) {
        self.team = team
        self.settings = settings
        self.counters = counters
        self.energy = energy
    }

    /// - Parameter stop: asked between rounds; where it says so the group is given up.
    /// - Returns: nil where it was given up.
    public func run(_ plan: GroupPlan, stop: () -> Bool = { false }) -> GroupResult? {
        let start = Clock.nanoseconds()
        var readied = plan.cases.map { ReadiedCase($0, team) }
        var ready = readied.filter { $0.prepared != nil }
        var calls = ready.compactMap { $0.prepared?.call }
        var calibrated = calls.map { Calibration.secondsPerCall(epoch: settings.epochSeconds, $0) }
        var iterations = Calibration.iterations(secondsPerCall: calibrated, epoch: settings.epochSeconds)
        var generator = SeededGenerator(seed: settings.seed, stream: "rounds of \(plan.name)")
        var piloted = pilot(calls, iterations, &generator, stop: stop)
        let baseline = zip(ready, piloted).filter { $0.0.plan.role == .baseline }.min {
            plan.compared.cost(seconds: $0.1, work: $0.0.plan.work)
                < plan.compared.cost(seconds: $1.1, work: $1.0.plan.work)
        }?.0

        // A candidate whose check failed stays, to say so.
        func isDropped(_ entry: ReadiedCase) -> Bool {
            entry.plan.isCandidateOnly && entry.prepared != nil && entry.plan.name != baseline?.plan.name
        }
        let kept = ready.indices.filter { !isDropped(ready[$0]) }
        readied.removeAll(where: isDropped)
        (ready, calls) = (kept.map { ready[$0] }, kept.map { calls[$0] })
        (calibrated, iterations, piloted) = (
            kept.map { calibrated[$0] }, kept.map { iterations[$0] }, kept.map { piloted[$0] }
        )

        let budget =
            settings.sustainSeconds.map { Rounds.Budget(rounds: .max, seconds: $0) }
            ?? Rounds.Budget(
                rounds: settings.rounds, seconds: settings.groupSeconds ?? .infinity, least: settings.leastRounds)
        var rounds = Rounds(calls: calls, iterations: iterations, budget: budget, generator: &generator, stop: stop)
        guard !stop() else { return nil }

        var series: [Report.Series] = []
        if settings.sustainSeconds != nil {
            series = zip(ready, rounds.seconds).map { entry, seconds in
                Sustained.series(id: entry.plan.name, seconds: seconds, elapsed: rounds.elapsed)
            }
            // Figures are those of the warm machine.
            rounds.keepLatterHalf()
        }

        let figures = zip(ready, rounds.seconds).map { entry, seconds in
            Figures(work: entry.plan.work, seconds: seconds, confidence: settings.confidence)
        }
        let rooflines = Roofline.all(
            planned: plan.cases, measured: zip(ready, figures).map { (plan: $0.plan, figures: $1) })

        var metrics: [String: [String: Report.Metric]] = [:]
        var byThread: [String: [String: Report.Parameter]] = [:]
        var warnings: Set<Report.Warning> = []
        for (index, entry) in ready.enumerated() {
            let seconds = calibrated[index]
            let figure = figures[index]
            var own = entry.metrics
            own["time"] = figure.time(tail: Latency.quantiles(of: rounds.singles[index]))
            if entry.plan.role != .bandwidth { own["throughput"] = figure.throughput() }
            if entry.plan.role != .peak { own["bandwidth"] = figure.bandwidth() }
            if !entry.plan.role.isRoof {
                if let roofline = rooflines[entry.plan.precision] { own.merge(roofline.metrics(of: figure)) { $1 } }
                let counted = counters.measure(
                    entry.plan, seconds: seconds, iterations: iterations[index], calls[index])
                own.merge(counted.metrics) { $1 }
                byThread[entry.plan.name] = counted.byThread
                warnings.formUnion(counted.warnings)
                own["energy"] = energy.metric(secondsPerCall: seconds, unmetered: plan.unmetered, calls[index])
            }
            metrics[entry.plan.name] = own
            if stop() { return nil }
        }

        return GroupResult(
            workload: plan.workload, conditions: plan.conditions, compared: plan.compared,
            baseline: baseline?.plan.name,
            cases: readied.map {
                $0.record(in: plan.name, metrics: metrics[$0.plan.name], byThread: byThread[$0.plan.name] ?? [:])
            },
            rounds: Dictionary(
                uniqueKeysWithValues: zip(ready.map(\.plan.name), rounds.seconds)),
            piloted: Dictionary(uniqueKeysWithValues: zip(ready.map(\.plan.name), piloted)),
            series: series,
            warnings: warnings.sorted { $0.message < $1.message },
            seconds: Double(Clock.nanoseconds() - start) * 1e-9)
    }
}

extension GroupMeasurement {
    /// Rounds in which the sides of comparisons are chosen: one stretch alone would choose by the machine's mood, and the
    /// rounds that compare must not choose.
    private static let pilotRounds = 7
    /// The share of a group's time that they may take beyond the first three.
    private static let pilotShare = 0.1

    /// Seconds per call in the pilot's rounds: the median of each case.
    private func pilot(
        _ calls: [() -> Void], _ iterations: [Int], _ generator: inout SeededGenerator, stop: () -> Bool
    ) -> [Double] {
        let budget = Rounds.Budget(
            rounds: Self.pilotRounds, seconds: Self.pilotShare * (settings.groupSeconds ?? .infinity), least: 3)
        let rounds = Rounds(calls: calls, iterations: iterations, budget: budget, generator: &generator, stop: stop)
        return rounds.seconds.map { (try? SortedSamples($0))?.median ?? .infinity }
    }
}

/// A case that was prepared and checked, or the reason why it has no figures.
private struct ReadiedCase {
    let plan: CasePlan
    /// nil where it cannot run or failed its check.
    let prepared: PreparedCase?
    let checks: [Report.Check]
    /// The figures that need no clock.
    let metrics: [String: Report.Metric]
    let reason: String

    init(_ plan: CasePlan, _ team: Team) {
        self.plan = plan
        if let unavailable = plan.unavailable {
            (prepared, checks, metrics, reason) = (nil, [], [:], unavailable)
            return
        }
        do {
            let prepared = try plan.prepare()
            let verified = prepared.verify()
            // A kernel that computes wrong results is not called again.
            let allocations = verified.allSatisfy(\.passed) ? Self.allocations(in: prepared.call, by: team) : nil
            checks = verified + [allocations.flatMap { Self.check($0, library: plan.library) }].compactMap { $0 }
            let passed = checks.allSatisfy(\.passed)
            self.prepared = passed ? prepared : nil
            var figures = passed ? prepared.metrics.merging(prepared.resultMetrics()) { $1 } : [:]
            if passed, let allocations { figures["allocations"] = Self.metric(allocations) }
            metrics = figures
            reason = passed ? "" : "its check failed, so it has no figures"
        } catch {
            (prepared, checks, metrics, reason) = (nil, [], [:], "\(error)")
        }
    }

    /// What two calls ask the allocator for; nil where that cannot be counted.
    private static func allocations(in call: () -> Void, by team: Team) -> Int? {
        Allocations.count(by: team) { _ = window(iterations: 2, call) }
    }

    /// Nothing may be allocated in the window. What a library of others allocates inside its own call is part of what it
    /// costs, a figure and no failure: nil.
    private static func check(_ allocations: Int, library: String?) -> Report.Check? {
        library == nil
            ? .init(name: "allocations", passed: allocations == 0, detail: "\(allocations) allocations in two calls")
            : nil
    }

    private static func metric(_ allocations: Int) -> Report.Metric {
        let perCall = Double(allocations) / 2
        return .value(
            .init(
                unit: "1", better: .lower, provenance: .measured, value: perCall, interval: .init(perCall, perCall),
                confidence: 1, count: 2))
    }

    func record(
        in group: String, metrics: [String: Report.Metric]?, byThread: [String: Report.Parameter]
    ) -> Report.Case {
        let conditions = plan.id.conditions.mapValues { Report.Parameter.text($0) }
        return Report.Case(
            id: plan.name, group: group, workload: plan.id.workload, variant: plan.id.variant,
            parameters: plan.shape.merging(conditions) { $1 }.merging(byThread) { $1 }, work: plan.work,
            metrics: metrics ?? ["time": .unavailable(unit: "s", reason: reason)], checks: checks)
    }
}
