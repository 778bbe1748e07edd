import Foundation
import Processes
import Rendering
import Report
import Statistics

/// What two builds gave, as a plain table.
struct LiveOutcome {
    private let found: LiveComparison
    private let judgements: [Judgement]
    /// The chance of a false verdict in a comparison.
    static let alpha = 0.01

    init(_ found: LiveComparison, band: EquivalenceBand) throws {
        self.found = found
        judgements = try found.judgements(band: band, alpha: Self.alpha)
    }

    func say() {
        let width = found.cases.map(\.id.count).max() ?? 0
        for (entry, judgement) in zip(found.cases, judgements) {
            let name = entry.id.padding(toLength: width, withPad: " ", startingAt: 0)
            Terminal.say("\(name)  \(time(entry.baseSeconds)) → \(time(entry.headSeconds))  \(words(judgement))")
        }
        for entry in found.dropped where entry.isFailure {
            Terminal.say("\(entry.id)  FAILED in \(entry.role.rawValue): \(entry.reason)")
        }
        for line in missing { Terminal.say(line) }
        for (role, ids) in [("base", found.onlyBase), ("head", found.onlyHead)] where !ids.isEmpty {
            Terminal.say("\(ids.count) cases in \(role) alone, such as \(ids[0])")
        }
        Terminal.say("\n\(tally)")
        if found.isOneBuild { Terminal.say("Both are the same executable.") }
        if found.pairs < found.settings.pairs {
            Terminal.say("Interrupted: \(found.pairs) of \(found.settings.pairs) pairs.")
        }
    }

    /// What cannot run, a line a reason.
    private var missing: [String] {
        let reasons = Dictionary(grouping: found.dropped.filter { !$0.isFailure }) { $0.reason }
        return reasons.sorted { $0.key < $1.key }.map {
            "unavailable in \($1[0].role.rawValue), \($1.count) cases: \($0)"
        }
    }

    private var tally: String {
        let verdicts = Statistics.Verdict.allCases.map { verdict in
            "\(judgements.count { $0.verdict == verdict }) \(verdict.rawValue)"
        }
        return "\(found.head.name) against \(found.base.name), \(judgements.count) cases, \(found.pairs) pairs: "
            + verdicts.joined(separator: ", ")
    }

    private func time(_ pairs: [Double]) -> String {
        (try? SortedSamples(pairs)).map { Figure($0.median, unit: "s").number } ?? ""
    }

    private func words(_ judgement: Judgement) -> String {
        String(format: "%.3f× [%.3f, %.3f] ", judgement.ratio, judgement.low, judgement.high)
            + judgement.verdict.rawValue
    }
}
