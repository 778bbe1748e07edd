import Report
import Statistics
import TestSupport
import Testing

/// A made-up report with something for every part of a page: a model and its layers in two precisions under two sets of
/// conditions, roofs, a failed check, absences, curves. The figures are random, so that none can be right by chance.
enum PictureReport {
    static func make(seed generator: inout SeededGenerator) throws -> Report {
        var report = try GoldenTests.example()
        report.cases = []
        report.comparisons = []
        for cache in ["warm", "cold"] {
            for (workload, kind, macs) in [
                ("m.conv", "convolution", 600), ("m.dw", "depthwise", 200), ("m", "model", 1000),
            ] {
                add(workload, kind, macs, cache, to: &report, &generator)
            }
        }
        let failed = try #require(report.cases.firstIndex { $0.variant == "fp32/portable" })
        report.cases[failed].checks = [.init(name: "fp64", passed: false, detail: "3 elements <wrong> & far")]
        report.cases[failed].metrics = [:]
        report.series = ["read", "write"].map { label in
            .init(
                name: "bandwidth", x: .init(name: "working set", unit: "B"), y: .init(name: "bandwidth", unit: "B/s"),
                points: (12...20).map { exponent in
                    let value = Double.random(in: 1e9...1e11, using: &generator)
                    return .init(x: Double(1 << exponent), y: value, interval: .init(0.9 * value, 1.1 * value))
                }, label: label)
        }
        return report
    }

    private static func add(
        _ workload: String, _ kind: String, _ macs: Int, _ cache: String, to report: inout Report,
        _ generator: inout SeededGenerator
    ) {
        let conditions = "cache=\(cache),stage=kernel"
        let parameters: [String: Report.Parameter] = [
            "cache": .text(cache), "stage": .text("kernel"), "kind": .text(kind),
            "count": .number(kind == "depthwise" ? 2 : 1),
        ]
        func entry(_ variant: String, _ metrics: [String: Report.Metric]) -> Report.Case {
            .init(
                id: "int8-fp32:\(workload):\(variant):\(conditions)", group: "\(workload):\(conditions)",
                workload: workload, variant: variant, parameters: parameters, work: .init(macs: macs, bytes: 100),
                metrics: metrics, checks: [.init(name: "fp64", passed: true, detail: "within bounds")])
        }
        let baseline = entry("fp32/avx2", figures(&generator))
        report.cases += [
            baseline, entry("int8/avx2", figures(&generator)), entry("fp32/portable", figures(&generator)),
            entry("int8/amx", ["time": .unavailable(unit: "s", reason: "no <AMX> & \"tiles\"")]),
            entry("peak/int8/avx2", ["throughput": .value(value("op/s", 2e11...3e11, &generator))]),
            entry("bandwidth/int8/avx2", ["bandwidth": .value(value("B/s", 5e10...1e11, &generator))]),
        ]
        let ratio = Double.random(in: 0.2...0.9, using: &generator)
        report.comparisons.append(
            .init(
                group: baseline.group, metric: "time", baseline: baseline.id,
                variant: "int8-fp32:\(workload):int8/avx2:\(conditions)", ratio: ratio,
                interval: .init(0.9 * ratio, 1.1 * ratio), confidence: 0.99, rounds: 30, verdict: .better))
    }

    private static func figures(_ generator: inout SeededGenerator) -> [String: Report.Metric] {
        var time = value("s", 1e-6...2e-6, &generator)
        time.quantiles = .init(p50: 2e-6, p95: 3.3e-6, p99: 4.7e-6)
        return [
            "time": .value(time), "throughput": .value(value("op/s", 1e9...1e11, &generator)),
            "intensity": .value(value("op/B", 0.5...90, &generator)),
            "roofline-share": .value(value("1", 0.1...0.9, &generator)),
            "sqnr": .value(value("dB", 20...140, &generator)),
            "energy": .unavailable(unit: "J", reason: "no meter"),
        ]
    }

    private static func value(
        _ unit: String, _ range: ClosedRange<Double>, _ generator: inout SeededGenerator
    ) -> Report.MetricValue {
        let value = Double.random(in: range, using: &generator)
        return .init(
            unit: unit, better: unit == "s" ? .lower : .higher, provenance: .measured, value: value,
            interval: .init(0.97 * value, 1.04 * value), confidence: 0.95, count: 40)
    }
}
