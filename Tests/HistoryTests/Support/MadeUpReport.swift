import Report

/// Reports of a suite that nobody ran.
struct MadeUpReport {
    var host = "0123456789ab"
    var suite = "made-up"
    /// Which of the nights; decides start, run id and commit.
    var night = 0
    /// Tells runs of one night apart.
    var part = "a"
    var reference: String?
    /// Value by metric by case, such as `["w1:fp32/x": ["time": 1e-3]]`; metrics of the catalogue, or counters.
    var cases: [String: [String: Double]] = [:]
    /// Half the width of the intervals of times, as a share of the value.
    var spread = 0.01

    var commit: String { Self.commit(night) }

    static func commit(_ night: Int) -> String {
        let digits = String(night + 1, radix: 16)
        return String(repeating: "0", count: 12 - digits.count) + digits
    }

    /// The id of a case of the suite.
    func id(_ name: String) -> String { "\(suite):\(name)" }

    var report: Report {
        Report(
            tool: .init(
                name: "bench", version: "0.1.0", commit: commit, dirty: false, swift: "6.3", configuration: "release",
                traits: [], dependencies: [:]),
            host: .init(
                id: host, cpu: "made up", isa: [], caches: [], memoryBytes: 1 << 30, os: "none", kernel: "none",
                virtualization: "none", governor: "none",
                counters: .init(papi: "none", available: [], unavailable: [])),
            suite: .init(
                name: suite, definition: "suites/\(suite).yaml", digest: String(repeating: "0", count: 64)),
            run: .init(
                id: "night\(night)-\(part)", started: started, seconds: 1, seed: 1, mode: .full, launches: 1,
                warnings: [], options: reference.map { ["reference": $0] }),
            cases: cases.sorted { $0.key < $1.key }.map(entry))
    }

    /// Nights from 1 January 2026, 28 to a month.
    private var started: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(2026 + night / 336)-\(two(1 + night / 28 % 12))-\(two(1 + night % 28))T02:00:00Z"
    }

    private func entry(_ name: String, _ figures: [String: Double]) -> Report.Case {
        let parts = name.split(separator: ":").map(String.init)
        return .init(
            id: id(name), group: parts[0], workload: parts[0], variant: parts[1], parameters: [:],
            work: .init(macs: 1, bytes: 1),
            metrics: Dictionary(uniqueKeysWithValues: figures.map { ($0.key, metric($0.key, $0.value)) }), checks: [])
    }

    private func metric(_ name: String, _ value: Double) -> Report.Metric {
        let definition = Report.definition(of: name)
        let isVarying = name.hasPrefix("time")
        let half = isVarying ? value * spread : 0
        return .value(
            .init(
                unit: definition?.unit ?? "1", better: definition?.better ?? .lower,
                provenance: definition?.provenance.first ?? .counted, value: value,
                interval: .init(value - half, value + half), confidence: isVarying ? 0.99 : 1,
                count: isVarying ? 500 : 1))
    }
}
