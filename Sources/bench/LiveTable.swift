import Foundation
import Measurement
import Rendering
import Report
import Suites

/// The table that grows while a run goes on: a line a group, the baseline's figure and every other variant's ratio to it.
struct LiveTable {
    let settings: MeasurementSettings
    let family: (GroupResult) -> ComparisonFamily
    /// Whether standard output is kept for something else.
    let isSilent: Bool
    /// Whether launches stand for rounds.
    var ofLaunches = false

    /// What the lines mean.
    func begin() {
        guard !isSilent else { return }
        Terminal.say(
            "Each line: the baseline's figure, then every other variant's ÷ the baseline's (of times, below 1× is better; "
                + "of rates, above); \(Report.Verdict.legend(band: "\(settings.band * 100) %"))")
    }

    func add(_ result: GroupResult) throws {
        guard !isSilent else { return }
        Terminal.say(try line(result))
    }

    private func line(_ result: GroupResult) throws -> String {
        let name = result.group.padding(toLength: max(44, result.group.count), withPad: " ", startingAt: 0)
        let failed = result.cases.flatMap { entry in
            entry.checks.filter { !$0.passed }.map { "\(entry.variant) FAILED \($0.name): \($0.detail)" }
        }
        guard let baseline = result.cases.first(where: { $0.id == result.baseline }),
            case .value(let figure) = baseline.metrics[result.compared.rawValue]
        else { return ([name] + failed).joined(separator: "  ") }
        // Of one group alone, corrected for all comparisons of its question: the report's verdicts can only be firmer.
        let comparisons = try Judging.comparisons(
            [result], settings: settings, ofLaunches: ofLaunches, family: family)
        let ratios = result.cases.compactMap { entry in
            comparisons.first { $0.variant == entry.id }.map { "\(entry.variant) \(Self.words($0))" }
        }
        return ([name, "\(baseline.variant) \(Figure(figure.value, unit: figure.unit).number)"] + ratios + failed)
            .joined(separator: "  ")
    }

    /// `0.84× ▲`; what is not decided with its interval, `0.84× ? [0.31, 1.20]`.
    private static func words(_ comparison: Report.Comparison) -> String {
        let ratio = String(format: "%.2f×", comparison.ratio) + " \(comparison.verdict.sign)"
        guard comparison.verdict == .undecided else { return ratio }
        return ratio + String(format: " [%.2f, %.2f]", comparison.interval.low, comparison.interval.high)
    }
}
