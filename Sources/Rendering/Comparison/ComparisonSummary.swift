import History
import Report

/// What is said first of a head.
struct ComparisonSummary {
    /// `2 regressions and 1 improvement`, or what there is instead.
    let verdict: String
    /// `kernels.json (3f2a…) against base.json (91bc…)`.
    let sides: String
    /// For each metric how many cases there are of each verdict, and how they were judged.
    let questions: [String]
    /// The changes that are one, worst first.
    let changed: [ChangeRow]
    /// What is not decided, then what is equivalent.
    let unchanged: [(title: String, rows: [ChangeRow])]
    /// What cannot be compared, a line a reason.
    let incomparable: [String]

    init(_ head: HeadComparison, base: ComparedRun) {
        sides = "\(Self.name(head.run)) against \(Self.name(base))"
        let words = [ChangeVerdict.regression, .improvement].compactMap { verdict in
            let count = head.count(of: verdict)
            return count == 0 ? nil : verdict.counted(count)
        }
        verdict =
            if let refusal = head.refusal {
                "not comparable: \(refusal)"
            } else if !words.isEmpty {
                words.joined(separator: ", ")
            } else if head.questions.isEmpty {
                "nothing to compare: \(head.incomparable.first?.reason ?? "no case in common")"
            } else if head.count(of: .undecided) > 0 {
                "no change found; \(Counted.text(head.count(of: .undecided), "comparison")) undecided"
            } else {
                "no change"
            }
        questions = head.questions.map(Self.words)
        func rows(_ verdict: ChangeVerdict) -> [ChangeRow] {
            head.questions.flatMap { question in
                question.changes.filter { $0.verdict == verdict }
                    .sorted { Self.size($0) > Self.size($1) }
                    .map { ChangeRow($0, in: question) }
            }
        }
        changed = rows(.regression) + rows(.improvement)
        unchanged = [ChangeVerdict.undecided, .equivalent].compactMap { verdict in
            let rows = rows(verdict)
            return rows.isEmpty ? nil : (verdict.counted(rows.count), rows)
        }
        incomparable = Self.lines(head.incomparable)
    }

    private static func lines(_ incomparable: [Incomparable]) -> [String] {
        let words = incomparable.map { each in (each.metric.map { "\($0): " } ?? "") + each.reason }
        let ids = Dictionary(grouping: zip(words, incomparable.map(\.id)), by: \.0)
        return words.uniqued().compactMap { reason in
            guard let cases = ids[reason], let first = cases.first?.1 else { return nil }
            return cases.count == 1
                ? "\(first): \(reason)" : "\(Counted.text(cases.count, "case")), such as \(first): \(reason)"
        }
    }

    /// How far a change is from none, in either direction.
    private static func size(_ change: CaseChange) -> Double {
        guard let ratio = change.ratio else { return .infinity }
        return max(ratio, 1 / ratio)
    }

    private static func name(_ run: ComparedRun) -> String {
        let commit = run.commit == "unknown" ? "unknown commit" : String(run.commit.prefix(10))
        return "\(run.name) (\(commit)\(run.dirty ? ", modified" : ""))"
    }

    /// `time: 2 regressions, 40 equivalent of 42 cases; ±1 %, error of all verdicts at most 1 %; overall +0.3 % [0.1, 0.5]`.
    private static func words(_ question: ComparisonQuestion) -> String {
        let verdicts = [ChangeVerdict.regression, .improvement, .equivalent, .undecided].compactMap { verdict in
            let count = question.count(of: verdict)
            return count == 0 ? nil : verdict.counted(count)
        }
        let band =
            question.band == 0 ? "any difference counts" : "±\(Figure.share(question.band).number) counts as equal"
        let overall = question.overall.map { overall in
            let figure = Figure.share(
                overall.ratio - 1, interval: .init(overall.interval.low - 1, overall.interval.high - 1))
            return "; geometric mean of these \(Counted.text(overall.cases, "case")) "
                + "\(overall.ratio > 1 ? "+" : "")\(figure.full)"
        }
        return
            "\(question.metric): \(verdicts.joined(separator: ", ")) of \(Counted.text(question.changes.count, "case")); "
            + band + (overall ?? "")
    }
}
