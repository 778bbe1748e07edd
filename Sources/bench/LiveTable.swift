import Foundation
import Measurement
import Rendering
import Report
import Statistics

/// The table that grows while a run goes on: a line a group, the baseline's figure and every other variant's ratio to it.
struct LiveTable {
    /// Whether standard output is kept for something else.
    let isSilent: Bool

    /// What the lines mean.
    func begin() {
        guard !isSilent else { return }
        Terminal.say(
            "Each line: the baseline's figure, then every other variant's ÷ the baseline's (of times, below 1× is better; "
                + "of rates, above)")
    }

    func add(_ result: GroupResult) {
        guard !isSilent else { return }
        Terminal.say(line(result))
    }

    private func line(_ result: GroupResult) -> String {
        let name = result.group.padding(toLength: max(44, result.group.count), withPad: " ", startingAt: 0)
        let failed = result.cases.flatMap { entry in
            entry.checks.filter { !$0.passed }.map { "\(entry.variant) FAILED \($0.name): \($0.detail)" }
        }
        guard let baseline = result.cases.first(where: { $0.id == result.baseline }),
            let base = result.costs(of: baseline),
            case .value(let figure) = baseline.metrics[result.compared.rawValue]
        else { return ([name] + failed).joined(separator: "  ") }
        let ratios = result.cases.compactMap { entry -> String? in
            guard entry.id != baseline.id, !entry.isRoof, let costs = result.costs(of: entry),
                let median = try? SortedSamples(zip(costs, base).map { $0 / $1 }).median
            else { return nil }
            return "\(entry.variant) \(String(format: "%.2f×", result.compared.better == .lower ? median : 1 / median))"
        }
        return ([name, "\(baseline.variant) \(Figure(figure.value, unit: figure.unit).number)"] + ratios + failed)
            .joined(separator: "  ")
    }
}
