import Report
import Statistics

@testable import History

/// Series that nobody measured.
struct MadeUpHistory {
    private var generator: SeededGenerator

    init(_ generator: SeededGenerator) {
        self.generator = generator
    }

    /// A night's run; the commit follows from the night.
    static func run(_ night: Int, reference: String? = nil) -> HistoryRun {
        let report = MadeUpReport(night: night).report
        return HistoryRun(
            name: report.run.id, host: report.host.id, suite: report.suite.name, started: report.run.started,
            mode: .full, commit: report.tool.commit, dirty: false, reference: reference, definition: "0", figures: 1)
    }

    /// A series of values, night by night.
    static func series(
        _ values: [Double], metric: String = "time", caseID: String = "made-up:w:v", references: [String?] = []
    ) -> HistorySeries {
        let definition = Report.definition(of: metric)
        return HistorySeries(
            host: "0123456789ab", caseID: caseID,
            metric: HistoryMetric(
                name: metric, unit: definition?.unit ?? "1", better: definition?.better ?? .lower,
                provenance: definition?.provenance.first ?? .simulated),
            points: values.enumerated().map { night, value in
                HistoryPoint(
                    run: run(night, reference: references.isEmpty ? nil : references[night]), value: value,
                    interval: .init(value, value), confidence: 1, count: 1)
            })
    }

    /// Values around 1 with normal noise, times `factor` from a night on.
    mutating func noisy(nights: Int, noise: Double, from step: Int = .max, factor: Double = 1) -> [Double] {
        (0..<nights).map { night in
            (1 + noise * generator.gaussian()) * (night >= step ? factor : 1)
        }
    }
}
