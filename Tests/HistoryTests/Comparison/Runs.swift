import Report

/// Reports of a made-up suite, with the figures a test gives them.
enum Runs {
    /// A report of a run.
    /// - Parameters:
    ///   - cases: by id.
    ///   - host: the machine's digest.
    static func report(
        _ cases: [(id: String, metrics: [String: Report.Metric])], host: String = "0123456789ab",
        digest: Character = "a", seed: UInt64 = 1, program: String? = nil, comparisons: [Report.Comparison] = []
    ) -> Report {
        Report(
            tool: .init(
                name: "bench", version: "0.1.0", commit: "0123456789", dirty: false, swift: "6.3",
                configuration: "release", traits: [], dependencies: [:], program: program),
            host: .init(
                id: host, cpu: "cpu \(host)", isa: [], caches: [], memoryBytes: 1 << 30, os: "os", kernel: "1",
                virtualization: "none", governor: "none",
                counters: .init(papi: "none", available: [], unavailable: [])),
            suite: .init(
                name: "made-up", definition: "suites/made-up.yaml", digest: String(repeating: digest, count: 64)),
            run: .init(
                id: "run", started: "2026-11-21T08:15:00Z", seconds: 1, seed: seed, mode: .full, launches: 10,
                warnings: []),
            cases: cases.map { id, metrics in
                let parts = CaseID(id)
                return Report.Case(
                    id: id, group: "g", workload: parts?.workload ?? "", variant: parts?.variant ?? "",
                    parameters: ["m": .number(8)], work: .init(macs: 1000, bytes: 100), metrics: metrics, checks: [])
            },
            comparisons: comparisons)
    }

    /// `made-up:WORKLOAD:int8/x`.
    static func id(_ workload: String) -> String { "made-up:\(workload):int8/x" }

    /// A time with its launches.
    static func time(_ launches: [Double]) -> Report.Metric {
        let sorted = launches.sorted()
        return .value(
            .init(
                unit: "s", better: .lower, provenance: .measured, value: sorted[sorted.count / 2],
                interval: .init(sorted[0], sorted[sorted.count - 1]), confidence: 0.95, count: launches.count,
                launches: launches.count > 1 ? launches : nil))
    }

    /// A figure in which nothing varies.
    static func exact(_ value: Double, unit: String = "B", better: Report.Direction = .lower) -> Report.Metric {
        .value(
            .init(
                unit: unit, better: better, provenance: .derived, value: value, interval: .init(value, value),
                confidence: 1, count: 1))
    }
}
