import Report

/// A report as the suite `int8-fp32` makes it on a virtual machine without a PMU; all figures follow from a
/// table.
enum ExampleReport {
    /// Two layers in three conditions; one kernel fails its check in one of them.
    static let whole = make(layers: layers, conditions: conditions)

    /// One group with everything a report can hold, small enough to be changed hundreds of times.
    static let small: Report = {
        var report = make(layers: [layers[0]], conditions: [conditions[0]])
        report.cases[1].metrics["energy"] = .value(
            .init(
                unit: "J", better: .lower, provenance: .modelled, value: 2.5e-6, interval: .init(2e-6, 3e-6),
                confidence: 0.95, count: 12, launches: [2.4e-6, 2.6e-6], source: "a made-up model of 2026"))
        return report
    }()

    private struct Layer {
        let name: String
        let (m, n, k): (Int, Int, Int)
        var macs: Int { m * n * k }
    }

    private static let layers = [
        Layer(name: "kws.pw1", m: 125, n: 64, k: 64), Layer(name: "gemm.512x512x512", m: 512, n: 512, k: 512),
    ]

    private static let conditions: [(stage: String, cache: String, factor: Double)] = [
        ("kernel", "warm", 1), ("kernel", "cold", 1.6), ("converted", "warm", 1.4),
    ]

    /// Seconds an operation, bytes an element.
    private static let variants: [(name: String, cost: Double, bytes: Int)] = [
        ("fp32/avx2", 2.1e-11, 4), ("fp32/portable", 1.9e-10, 4), ("int8/avx2", 9.3e-12, 1),
        ("int8/portable", 2.13e-10, 1),
    ]

    private static func make(
        layers: [Layer], conditions: [(stage: String, cache: String, factor: Double)]
    ) -> Report {
        var report = Report(tool: tool, host: host, suite: suite, run: run)
        for condition in conditions {
            for layer in layers {
                add(
                    layer, stage: condition.stage, cache: condition.cache, factor: condition.factor,
                    to: &report)
            }
        }
        report.findings = findings
        report.series = [
            .init(
                name: "warm-up", x: .init(name: "time since the start", unit: "s"),
                y: .init(name: "time of a call", unit: "s"),
                points: [.init(x: 0, y: 2.2e-5), .init(x: 10, y: 2.3e-5, interval: .init(2.25e-5, 2.4e-5))],
                label: "fp32/avx2")
        ]
        return report
    }

    private static func add(
        _ layer: Layer, stage: String, cache: String, factor: Double, to report: inout Report
    ) {
        let group = "\(layer.name):cache=\(cache),stage=\(stage)"
        let conditions = "cache=\(cache),stage=\(stage)"
        var baseline: Report.Case?
        for variant in variants {
            var each = Report.Case(
                id: "int8-fp32:\(layer.name):\(variant.name):\(conditions)", group: group,
                workload: layer.name,
                variant: variant.name,
                parameters: [
                    "cache": .text(cache), "stage": .text(stage), "m": .number(layer.m),
                    "n": .number(layer.n),
                    "k": .number(layer.k),
                ],
                work: .init(
                    macs: layer.macs,
                    bytes: variant.bytes * (layer.m * layer.k + layer.k * layer.n + layer.m * layer.n) + 4
                        * layer.n,
                    parameters: (layer.k + 1) * layer.n),
                metrics: [:], checks: [.init(name: "oracle", passed: true, detail: "all outputs equal")])
            let seconds = 2 * Double(layer.macs) * variant.cost * factor
            each.metrics = metrics(of: each, seconds: seconds)
            if layer.name == "kws.pw1", stage == "converted", variant.name == "int8/portable" { fail(&each) }
            if let baseline { compare(each, with: baseline, in: &report) }
            baseline = baseline ?? each
            report.cases.append(each)
        }
        for precision in ["fp32", "int8"] {
            report.cases.append(peak(precision, group: group, layer: layer.name, stage: stage, cache: cache))
        }
    }

    private static func metrics(of each: Report.Case, seconds: Double) -> [String: Report.Metric] {
        let operations = 2 * Double(each.work.macs)
        let isINT8 = each.variant.hasPrefix("int8")
        let throughput = operations / seconds
        var metrics: [String: Report.Metric] = [
            "time": figure("s", .lower, .measured, seconds, spread: 0.012, tail: true),
            "throughput": figure("op/s", .higher, .derived, throughput, spread: 0.012),
            "bandwidth": figure("B/s", .higher, .derived, Double(each.work.bytes) / seconds, spread: 0.012),
            "peak-share": figure("1", .higher, .derived, throughput / (isINT8 ? 2.2e11 : 9e10), spread: 0.02),
            "memory.peak": figure("B", .lower, .measured, Double(each.work.bytes + 4096), spread: 0),
            "perf::PAGE-FAULTS": figure("1", .lower, .counted, 0, spread: 0),
            "perf::TASK-CLOCK": figure("s", .lower, .counted, seconds * 1.01, spread: 0.02),
            "energy": .unavailable(unit: "J", reason: "RAPL shows 0 J in this virtual machine"),
            "PAPI_TOT_INS": .unavailable(unit: "1", reason: "no PMU: perf_event_open answers ENOENT"),
            "PAPI_L1_DCM": .unavailable(unit: "1", reason: "no PMU: perf_event_open answers ENOENT"),
        ]
        if isINT8 {
            metrics["sqnr"] = figure("dB", .higher, .measured, 38.25, spread: 0)
            metrics["error.max-lsb"] = figure("1", .lower, .measured, 1, spread: 0)
        }
        return metrics
    }

    private static func figure(
        _ unit: String, _ better: Report.Direction, _ provenance: Report.Provenance, _ value: Double,
        spread: Double, tail: Bool = false
    ) -> Report.Metric {
        .value(
            .init(
                unit: unit, better: better, provenance: provenance, value: value,
                interval: .init(value * (1 - spread), value * (1 + spread)),
                confidence: spread == 0 ? 1 : 0.99,
                count: spread == 0 ? 1 : 500,
                quantiles: tail ? .init(p50: value * 1.004, p95: value * 1.08, p99: value * 1.31) : nil))
    }

    private static func fail(_ each: inout Report.Case) {
        each.checks[0] = .init(name: "oracle", passed: false, detail: "output 17 is 4, the reference says 5")
        each.metrics = ["time": .unavailable(unit: "s", reason: "the check oracle failed")]
    }

    private static func compare(
        _ variant: Report.Case, with baseline: Report.Case, in report: inout Report
    ) {
        guard case .value(let slow) = baseline.metrics["time"],
            case .value(let fast) = variant.metrics["time"]
        else { return }
        let ratio = fast.value / slow.value
        report.comparisons.append(
            .init(
                group: variant.group, metric: "time", baseline: baseline.id, variant: variant.id,
                ratio: ratio,
                interval: .init(ratio * 0.99, ratio * 1.01), confidence: 0.997, rounds: 500,
                verdict: ratio < 1 ? .better : .worse))
    }

    private static func peak(
        _ precision: String, group: String, layer: String, stage: String, cache: String
    ) -> Report.Case {
        let macs = 1 << 20
        let cost = precision == "fp32" ? 1.111e-11 : 4.545e-12
        let seconds = 2 * Double(macs) * cost
        return Report.Case(
            id: "int8-fp32:\(layer):peak/\(precision)/avx2:cache=\(cache),stage=\(stage)",
            group: group, workload: layer, variant: "peak/\(precision)/avx2",
            parameters: ["cache": .text(cache), "stage": .text(stage)],
            work: .init(macs: macs, bytes: 0),
            metrics: [
                "time": figure("s", .lower, .measured, seconds, spread: 0.02, tail: true),
                "throughput": figure("op/s", .higher, .derived, 1 / cost, spread: 0.02),
            ],
            checks: [])
    }

    private static let findings: [Report.Finding] = [
        .init(
            name: "speedup.kws:cache=warm,stage=kernel", value: 2.258, unit: "1", interval: .init(2.24, 2.281),
            provenance: .derived,
            statement: "INT8 runs the keyword spotter 2.26 times as fast as FP32"),
        .init(
            name: "speedup.gemm:cache=warm,stage=kernel", value: 0.099, unit: "1", interval: .init(0.098, 0.1),
            provenance: .derived,
            statement: "Without AVX2, INT8 is slower than FP32 with it"),
        .init(
            name: "energy.kws:precision=int8,processor=nucleo-l4r5zi", value: 1.68e-3, unit: "J",
            interval: .init(1.38e-3, 2.04e-3), provenance: .modelled,
            statement: "The keyword spotter takes 1.38–2.04 mJ on a Cortex-M4", source: "MLPerf Tiny results"),
    ]

    private static let tool = Report.Tool(
        name: "bench", version: "0.1.0", commit: "0123456789abcdef0123456789abcdef01234567", dirty: false,
        swift: "6.3.1", configuration: "release", traits: ["PAPI"],
        dependencies: ["Yams": "6.2.2", "swift-numerics": "1.1.1"])

    private static let host = Report.Host(
        id: "5f3c9a7712de40b8", cpu: "Example CPU @ 2.60GHz", isa: ["avx2", "fma"],
        caches: [
            .init(level: 1, kind: "data", bytes: 32 << 10), .init(level: 2, kind: "unified", bytes: 1 << 20),
            .init(level: 3, kind: "unified", bytes: 32 << 20),
        ],
        memoryBytes: 8 << 30, os: "Debian GNU/Linux 12", kernel: "6.1.0", virtualization: "kvm",
        governor: "unknown: no cpufreq in this virtual machine",
        counters: .init(
            papi: "7.0.0", available: ["perf::PAGE-FAULTS", "perf::TASK-CLOCK"],
            unavailable: [
                .init(event: "PAPI_TOT_INS", reason: "no PMU: perf_event_open answers ENOENT"),
                .init(event: "PAPI_L1_DCM", reason: "no PMU: perf_event_open answers ENOENT"),
            ], cost: .init(read: 4.1e-7, window: 2.35e-6)))

    private static let suite = Report.Suite(
        name: "int8-fp32", definition: "suites/int8-fp32.yaml",
        digest: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")

    private static let run = Report.Run(
        id: "20261121T081500Z-5f3c9a77", started: "2026-11-21T08:15:00Z", seconds: 93.5,
        seed: 0x9E37_79B9_7F4A_7C15, mode: .quick, launches: 1,
        warnings: [
            .init(
                code: "virtualization", message: "other guests of this machine (kvm) may take its time",
                remedy: "repeat the run, or use a machine of your own"),
            .init(
                code: "unpinned", message: "the measuring thread may move between CPUs",
                remedy: "give --cpu N"),
        ], options: ["alpha": "0.05", "band": "0.5 %", "rounds": "500"])
}
