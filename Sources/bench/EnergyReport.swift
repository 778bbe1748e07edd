import Foundation
import Measurement
import Report
import Suites

/// Answers about energy as a report of their own, in which nothing was measured.
struct EnergyReport {
    let report: Report

    /// - Parameters:
    ///   - definition: where the questions stand.
    ///   - text: the questions as they were put.
    init(_ cases: ModelledCases, definition: String, text: String, seed: UInt64, draws: Int) {
        let started = Date()
        report = Report(
            tool: .current,
            host: HostFacts().described(counters: .init(papi: "not asked", available: [], unavailable: [])),
            suite: .init(name: RadioCompute.name, definition: definition, digest: DefinitionFile.digest(of: text)),
            run: .init(
                id: Report.Run.id(started), started: started.formatted(.iso8601), seconds: 0, seed: seed, mode: .full,
                launches: 1, warnings: [], options: ["draws": "\(draws)"]),
            cases: cases.cases, comparisons: cases.comparisons, findings: cases.findings, series: cases.series)
    }
}
