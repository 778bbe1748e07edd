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
    private let simulated: [String: [String: Report.Metric]]

    /// A measurement with its settings and the sources it reads besides the clock.
    /// - Parameters:
    ///   - team: what the cases may be divided among; its first thread measures.
    ///   - simulated: figures from a simulator, by the cases' names.
    public init(
        settings: MeasurementSettings, counters: CounterPasses, energy: EnergyPasses, team: Team = .single,
        simulated: [String: [String: Report.Metric]] = [:]
    ) {
        self.team = team
        self.simulated = simulated
        self.settings = settings
        self.counters = counters
        self.energy = energy
    }

    /// - Parameter stop: asked between rounds; where it says so the group is given up.
    /// - Returns: nil where it was given up.
    public func run(_ plan: GroupPlan, stop: () -> Bool = { false }) -> GroupResult? {
        let start = Clock.nanoseconds()
        var readied = plan.cases.map { ReadiedCase($0, team) }
        var generator = SeededGenerator(seed: settings.seed, stream: "rounds of \(plan.name)")
        var timed = calibrated(readied)
        pilot(&timed, &generator, stop: stop)
        let chosen = plan.baseline(of: timed)
        // A candidate whose check failed stays, to say so.
        func isDropped(_ entry: ReadiedCase) -> Bool {
            entry.plan.isCandidateOnly && entry.prepared != nil && entry.plan.name != chosen
        }
        readied.removeAll(where: isDropped)
        timed.removeAll { isDropped($0.entry) }

        let budget =
            settings.sustainSeconds.map { Rounds.Budget(rounds: .max, seconds: $0) }
            ?? Rounds.Budget(
                rounds: settings.rounds, seconds: settings.groupSeconds ?? .infinity, least: settings.leastRounds)
        var rounds = Rounds(
            calls: timed.map(\.call), iterations: timed.map(\.iterations), budget: budget, generator: &generator,
            stop: stop)
        guard !stop() else { return nil }

        var series: [String: Report.Series] = [:]
        if settings.sustainSeconds != nil {
            for (own, seconds) in zip(timed, rounds.seconds) {
                series[own.name] = Sustained.series(id: own.name, seconds: seconds, elapsed: rounds.elapsed)
            }
            // Figures are those of the warm machine.
            rounds.keepLatterHalf()
        }
        guard let figures = figures(of: timed, rounds, plan, stop: stop) else { return nil }

        let finished = readied.map(\.finished)
        let failed = Set(finished.filter { $0.prepared == nil }.map(\.plan.name))
        let sound = zip(timed, rounds.seconds).filter { !failed.contains($0.0.name) }
        return GroupResult(
            workload: plan.workload, conditions: plan.conditions, compared: plan.compared,
            baseline: plan.baseline(of: sound.map(\.0)),
            cases: finished.map { entry in
                let name = entry.plan.name
                return entry.record(
                    in: plan.name, metrics: failed.contains(name) ? nil : figures.metrics[name],
                    byThread: figures.byThread[name] ?? [:])
            },
            rounds: Dictionary(uniqueKeysWithValues: sound.map { ($0.0.name, $0.1) }),
            piloted: Dictionary(uniqueKeysWithValues: sound.map { ($0.0.name, $0.0.piloted) }),
            series: sound.compactMap { series[$0.0.name] } + sound.flatMap { $0.0.entry.prepared?.series ?? [] },
            evidence: evidence(of: sound.map(\.0)), warnings: figures.warnings.sorted { $0.message < $1.message },
            seconds: Double(Clock.nanoseconds() - start) * 1e-9)
    }

    private func evidence(of timed: [TimedCase]) -> [String: [String: Report.Metric]]? {
        let evidence = Dictionary(uniqueKeysWithValues: timed.map { ($0.name, $0.entry.prepared?.evidence ?? [:]) })
            .filter { !$0.value.isEmpty }
        return evidence.isEmpty ? nil : evidence
    }

    // MARK: Calibration and choice

    private func calibrated(_ readied: [ReadiedCase]) -> [TimedCase] {
        let ready = readied.compactMap { entry in entry.prepared.map { (entry, $0.call) } }
        let seconds = ready.map { Calibration.secondsPerCall(epoch: settings.epochSeconds, $0.1) }
        let iterations = Calibration.iterations(secondsPerCall: seconds, epoch: settings.epochSeconds)
        return ready.indices.map { index in
            TimedCase(
                entry: ready[index].0, call: ready[index].1, calibrated: seconds[index], iterations: iterations[index])
        }
    }

    /// Rounds in which the sides of comparisons are chosen: one stretch alone would choose by the machine's mood, and the
    /// rounds that compare must not choose.
    private static let pilotRounds = 7
    /// The share of a group's time that they may take beyond the first three.
    private static let pilotShare = 0.1

    private func pilot(_ timed: inout [TimedCase], _ generator: inout SeededGenerator, stop: () -> Bool) {
        let budget = Rounds.Budget(
            rounds: Self.pilotRounds, seconds: Self.pilotShare * (settings.groupSeconds ?? .infinity), least: 3)
        let rounds = Rounds(
            calls: timed.map(\.call), iterations: timed.map(\.iterations), budget: budget, generator: &generator,
            stop: stop)
        for (index, seconds) in rounds.seconds.enumerated() {
            timed[index].piloted = (try? SortedSamples(seconds))?.median ?? .infinity
        }
    }

    // MARK: Figures

    /// What was found beside the rounds, by case.
    private struct Found {
        var metrics: [String: [String: Report.Metric]] = [:]
        var byThread: [String: [String: Report.Parameter]] = [:]
        var warnings: Set<Report.Warning> = []
    }

    /// The figures of the rounds, then counters and energy in passes of their own; nil where it was given up.
    private func figures(
        of timed: [TimedCase], _ rounds: Rounds, _ plan: GroupPlan, stop: () -> Bool
    ) -> Found? {
        let figures = zip(timed, rounds.seconds).map { own, seconds in
            Figures(work: own.entry.plan.work, seconds: seconds, confidence: settings.confidence)
        }
        let rooflines = Roofline.all(
            planned: plan.cases, measured: zip(timed, figures).map { (plan: $0.entry.plan, figures: $1) })
        var found = Found()
        for (index, own) in timed.enumerated() {
            let (planned, figure) = (own.entry.plan, figures[index])
            var metrics = own.entry.metrics
            metrics["time"] = figure.time(tail: Latency.quantiles(of: rounds.singles[index]))
            if planned.role != .bandwidth { metrics["throughput"] = figure.throughput() }
            if planned.role != .peak { metrics["bandwidth"] = figure.bandwidth() }
            if !planned.role.isRoof {
                if let roofline = rooflines[planned.precision] { metrics.merge(roofline.metrics(of: figure)) { $1 } }
                let counted = counters.measure(
                    planned, seconds: own.calibrated, iterations: own.iterations, own.call)
                metrics.merge(counted.metrics) { $1 }
                metrics.merge(simulated[own.name] ?? [:]) { $1 }
                found.byThread[own.name] = counted.byThread
                found.warnings.formUnion(counted.warnings)
                metrics["energy"] = energy.metric(
                    secondsPerCall: own.calibrated, unmetered: plan.unmetered, own.call)
            }
            found.metrics[own.name] = metrics
            if stop() { return nil }
        }
        return found
    }
}

/// A case that can be called, with what calibration and pilot say of it.
private struct TimedCase {
    let entry: ReadiedCase
    let call: () -> Void
    /// Seconds a call.
    let calibrated: Double
    /// Calls of an epoch.
    let iterations: Int
    /// Seconds a call in the pilot rounds.
    var piloted = Double.infinity

    var name: String { entry.plan.name }
}

extension GroupPlan {
    /// The name of the best in the pilot rounds of those that may be the baseline.
    fileprivate func baseline(of timed: [TimedCase]) -> String? {
        timed.filter { $0.entry.plan.role == .baseline }.min {
            compared.cost(seconds: $0.piloted, work: $0.entry.plan.work)
                < compared.cost(seconds: $1.piloted, work: $1.entry.plan.work)
        }?.name
    }
}
