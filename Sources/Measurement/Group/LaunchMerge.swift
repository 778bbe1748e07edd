import RealModule
import Report
import Statistics

/// A group as several launches measured it, as one result: the launch takes the place of the round.
///
/// Memory lies elsewhere in each process, and the machine is in another mood; rounds inside one process know nothing of
/// either (T. Kalibera, R. Jones, "Rigorous benchmarking in reasonable time", ISMM 2013).
public struct LaunchMerge {
    private let plan: GroupPlan
    private let launches: [GroupResult]
    private let confidence: Double
    private let simulated: [String: [String: Report.Metric]]

    /// - Parameters:
    ///   - plan: the group's.
    ///   - launches: at least 1, each with all candidates for the baseline.
    ///   - confidence: the coverage that intervals aim at.
    ///   - simulated: figures from a simulator, by the cases' names: one simulation serves all launches.
    public init(
        _ plan: GroupPlan, launches: [GroupResult], confidence: Double,
        simulated: [String: [String: Report.Metric]] = [:]
    ) {
        self.plan = plan
        self.launches = launches
        self.confidence = confidence
        self.simulated = simulated
    }

    /// The group over all launches. Rounds are one a launch: the baseline's median time in it, and every other's such that
    /// its ratio to the baseline's is the median ratio over that launch's rounds.
    public var result: GroupResult? {
        guard var merged = launches.first else { return nil }
        let sound = Set(merged.rounds.keys.filter { id in launches.allSatisfy { $0.rounds[id]?.isEmpty == false } })
        merged.piloted = Dictionary(
            uniqueKeysWithValues: sound.map { id in (id, median(launches.compactMap { $0.piloted[id] })) })
        merged.baseline = baseline(among: sound, piloted: merged.piloted)
        // Another candidate than the chosen one was not asked for; one that failed stays, to say so.
        let dropped = Set(
            plan.cases.filter { $0.isCandidateOnly && sound.contains($0.name) && $0.name != merged.baseline }.map(
                \.name))
        let kept = sound.subtracting(dropped)
        merged.cases = merged.cases.filter { !dropped.contains($0.id) }.map(over)
        merged.piloted = merged.piloted.filter { kept.contains($0.key) }
        merged.rounds = Dictionary(
            uniqueKeysWithValues: kept.map { id in (id, launches.map { seconds(of: id, in: $0, merged.baseline) }) })
        merged.warnings = launches.flatMap(\.warnings).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
        merged.seconds = launches.reduce(0) { $0 + $1.seconds }
        return merged
    }

    private func baseline(among sound: Set<String>, piloted: [String: Double]) -> String? {
        plan.cases.filter { $0.role == .baseline && sound.contains($0.name) }.min {
            plan.compared.cost(seconds: piloted[$0.name] ?? .infinity, work: $0.work)
                < plan.compared.cost(seconds: piloted[$1.name] ?? .infinity, work: $1.work)
        }?.name
    }

    /// A launch's seconds a call: in the ratio to the baseline's that its rounds have at the median.
    private func seconds(of id: String, in launch: GroupResult, _ baseline: String?) -> Double {
        let own = launch.rounds[id] ?? []
        guard let baseline, baseline != id, let base = launch.rounds[baseline] else { return median(own) }
        return median(base) * .exp(median(zip(own, base).map { Double.log($0 / $1) }))
    }

    // MARK: Cases

    /// The case with its figures over all launches; without them where one of the launches has none.
    private func over(_ entry: Report.Case) -> Report.Case {
        let same = launches.compactMap { launch in launch.cases.first { $0.id == entry.id } }
        var merged = entry
        if let failing = same.first(where: { !$0.checks.allSatisfy(\.passed) }) { return failing }
        merged.metrics = simulated[entry.id] ?? [:]
        for name in Set(same.flatMap(\.metrics.keys)) {
            let rounds = launches.compactMap { $0.rounds[entry.id] }
            merged.metrics[name] = over(
                same.map { $0.metrics[name] }, within: Self.ofRounds.contains(name) ? rounds : nil)
        }
        return merged
    }

    /// The metrics that rounds give.
    private static let ofRounds: Set<String> = ["time", "throughput", "bandwidth"]

    private func over(_ metrics: [Report.Metric?], within rounds: [[Double]]?) -> Report.Metric? {
        var values: [Report.MetricValue] = []
        for (index, metric) in metrics.enumerated() {
            switch metric {
            case .value(let value): values.append(value)
            case .unavailable: return metric
            case nil:
                guard let unit = metrics.compactMap({ $0 }).first?.unit else { return nil }
                return .unavailable(unit: unit, reason: "launch \(index + 1) of \(launches.count) has none")
            }
        }
        guard var merged = values.first, let sorted = try? SortedSamples(values.map(\.value)) else { return nil }
        merged.value = sorted.median
        merged.count = values.reduce(0) { $0 + $1.count }
        merged.launches = values.map(\.value)
        merged.quantiles = quantiles(values.compactMap(\.quantiles))
        if sorted.min == sorted.max, values.allSatisfy({ $0.confidence == 1 }) {
            // What does not vary inside a launch, nor between them, is exact.
            return .value(merged)
        }
        if let first = values.first, rounds == nil,
            values.allSatisfy({ ($0.value, $0.interval) == (first.value, first.interval) })
        {
            // The same samples in each launch, such as trainings of the same seeds, tell no more than once.
            merged.count = first.count
            return .value(merged)
        }
        if let interval = try? sorted.medianInterval(confidence: confidence) {
            merged.interval = .init(interval.low, interval.high)
            merged.confidence = interval.confidence
        } else {
            // All of their range: a median lies outside n values with probability 2^(1 − n). One value is believed no
            // more than two.
            merged.interval = .init(sorted.min, sorted.max)
            merged.confidence = 1 - .exp2(1 - Double(max(2, sorted.count)))
        }
        if let rounds, sorted.median != 0 {
            merged.spread = .init(
                between: sorted.robustDeviation / abs(sorted.median), within: median(rounds.map(relativeDeviation)))
        }
        return .value(merged)
    }

    /// Medians of the launches' quantiles.
    private func quantiles(_ all: [Report.Quantiles]) -> Report.Quantiles? {
        guard all.count == launches.count else { return nil }
        let p50 = all.compactMap(\.p50)
        return .init(
            p50: p50.count == all.count ? median(p50) : nil, p95: median(all.map(\.p95)), p99: median(all.map(\.p99)))
    }

    private func relativeDeviation(_ series: [Double]) -> Double {
        (try? SortedSamples(series)).map { $0.median == 0 ? 0 : $0.robustDeviation / $0.median } ?? 0
    }

    /// What was measured is finite, and there is some of it.
    private func median(_ values: [Double]) -> Double {
        (try? SortedSamples(values))?.median ?? .infinity
    }
}

extension GroupPlan {
    /// The plan of a launch: candidates for the baseline are kept, as another launch may find another the fastest, and all
    /// must be held against one.
    public var withAllCandidates: GroupPlan {
        var plan = self
        for index in plan.cases.indices { plan.cases[index].isCandidateOnly = false }
        return plan
    }
}
