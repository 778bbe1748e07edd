@testable import Measurement
import Report

@testable import Suites

extension Report.Host {
    /// A machine with an instruction cache among its caches, as /sys lists them.
    static func synthetic(
        caches: [Cache] = [
            .init(level: 1, kind: "data", bytes: 32 << 10), .init(level: 1, kind: "instruction", bytes: 32 << 10),
            .init(level: 2, kind: "unified", bytes: 512 << 10), .init(level: 3, kind: "unified", bytes: 32 << 20),
        ]
    ) -> Report.Host {
        .init(
            id: "0123456789ab", cpu: "x", isa: [], caches: caches, memoryBytes: 1 << 34, os: "x", kernel: "x",
            virtualization: "none", governor: "performance",
            counters: .init(papi: "none", available: [], unavailable: []))
    }
}

/// A group of loops as if it had been measured: each at a rate, the first the baseline.
func machineGroup(
    _ workload: String, _ conditions: [String: String], metric: ComparedMetric,
    rates: [(variant: String, rate: Double)],
    workingSet: Int? = nil, rounds: Int = 40
) -> GroupResult {
    let group = GroupPlan.name(workload: workload, conditions: conditions)
    let amount = 1_000_000
    let cases = rates.map { variant, rate in
        Report.Case(
            id: "machine:\(workload):\(variant):\(CaseID.conditionText(conditions))", group: group, workload: workload,
            variant: variant, parameters: workingSet.map { ["working-set": .number($0)] } ?? [:],
            work: metric == .throughput ? .init(macs: amount / 2, bytes: 0) : .init(macs: 0, bytes: amount),
            metrics: [
                metric.rawValue: .value(
                    .init(
                        unit: metric == .throughput ? "op/s" : "B/s", better: .higher, provenance: .derived,
                        value: rate,
                        interval: .init(0.9 * rate, 1.1 * rate), confidence: 0.95, count: rounds))
            ], checks: [])
    }
    // A mood that all share, so that ratios are exact.
    let moods = (0..<rounds).map { 1 + 0.1 * Double($0 % 7) }
    let seconds = Dictionary(
        uniqueKeysWithValues: zip(cases, rates).map { entry, rate in
            (entry.id, moods.map { $0 * Double(amount) / rate.rate })
        })
    return GroupResult(
        workload: workload, conditions: conditions, compared: metric, baseline: cases.first?.id, cases: cases,
        rounds: seconds, piloted: seconds.compactMapValues(\.first), series: [], warnings: [], seconds: 1)
}
