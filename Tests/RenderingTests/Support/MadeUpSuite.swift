import History
import Report
import Statistics

@testable import Rendering

/// The history of a suite that nobody measured: 25 nights on one machine, two workloads of three series each. One series is
/// 5 % slower from night 13 on, one jumps in the newest night, one counts the same every night.
struct MadeUpSuite {
    static let host = "0123456789ab"
    let runs: [HistoryRun]
    var cases: [[HistorySeries]]

    init(seed generator: inout SeededGenerator) {
        // Two runs a night, as of figures and ratios; the points have copies of the runs, as a database gives them.
        func run(_ night: Int) -> HistoryRun {
            HistoryRun(
                name: "night\(night)", host: Self.host, suite: "made-up",
                started: "2026-01-\(night < 9 ? "0" : "")\(night + 1)T02:00:00Z", mode: .quick,
                commit: "c0ffee\(night)<&>", dirty: night == 24, reference: "abcdef", definition: "0", figures: 6)
        }
        func series(_ workload: String, _ variant: String, _ metric: String, _ values: [Double]) -> HistorySeries {
            HistorySeries(
                host: Self.host, caseID: "made-up:\(workload):\(variant):cache=warm",
                metric: .init(
                    name: metric, unit: metric == "memory.peak" ? "B" : "1", better: .lower, provenance: .derived),
                points: values.enumerated().map { night, value in
                    .init(
                        run: run(night), value: value,
                        interval: metric == "memory.peak" ? .init(value, value) : .init(0.99 * value, 1.01 * value),
                        confidence: 0.95, count: 10)
                })
        }
        func noisy(_ factor: (Int) -> Double) -> [Double] {
            (0..<25).map { (1 + 0.003 * generator.gaussian()) * factor($0) }
        }
        runs = (0..<25).map(run)
        cases = ["net.a", "net.b/2"].map { workload in
            [
                series(workload, "slow", "time.ratio", noisy { $0 < 13 || workload != "net.a" ? 1 : 1.05 }),
                series(workload, "jumps", "time.ratio", noisy { $0 < 24 || workload != "net.a" ? 1 : 1.08 }),
                series(workload, "jumps", "memory.peak", [Double](repeating: 4096, count: 25)),
            ]
        }
    }

    var overview: HistoryOverview {
        get async throws { try await HistoryOverview(of: runs) { _ in cases } }
    }

    /// The site's pages by their paths.
    func pages() async throws -> [String: String] {
        let overview = try await overview
        let site = HistorySite(of: overview, program: "bench <test>")
        let files = await site.pages(of: overview.suites[0]) + [site.overview]
        return Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.html) })
    }
}
