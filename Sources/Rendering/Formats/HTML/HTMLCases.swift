import Charts
import Report

/// The tables of all cases, one for each set of conditions, and of what could not be measured.
enum HTMLCases {
    private struct CaseSet {
        let anchor: String
        let words: String
        let conditions: String
        let count: String
        let isOpen: Bool
        /// The table, written at once: there are thousands of rows.
        let table: String
        let notes: [String]
        let absent: PageTable?
        let absentCount: String
    }

    /// - Parameter isBrief: whether further conditions than the first have to do with the headlines.
    static func section(of report: Report, _ questions: [Question], isBrief: Bool) -> Page.Section? {
        guard !questions.isEmpty else { return nil }
        let sets = questions.enumerated().map { index, question in
            let table = HTMLCaseTable(question, isBrief: isBrief && index > 0)
            let absent = unmeasured(in: question)
            return CaseSet(
                anchor: "cases-\(question.conditions.isEmpty ? "all" : question.conditions)",
                words: question.conditions.isEmpty ? "all cases" : FindingGrid.text(of: question.conditions),
                conditions: question.conditions, count: Counted.text(table.rows.count, "case"), isOpen: index == 0,
                table: table.markup, notes: table.notes, absent: absent,
                absentCount: Counted.text(absent?.rows.count ?? 0, "variant"))
        }
        let measured = report.cases.filter { $0.hasFigures || $0.failedCheck != nil }
        let absences = Absence.all(of: measured)
        let html = PageTemplates.render(
            "report-cases",
            [
                "sets": sets, "legend": Report.Verdict.legend(band: report.run.options?["band"]),
                "absences": absences.isEmpty ? [] : [table(of: absences)],
                "absence-count": Counted.text(Set(absences.map(\.metric)).count, "metric"),
                "has-absences": !absences.isEmpty,
            ] as [String: Any])
        return .init(id: "cases", title: "All cases", html: html)
    }

    /// Cases without any figure, by variant and reason.
    private static func unmeasured(in question: Question) -> PageTable? {
        struct Key: Hashable {
            let variant: String
            let reason: String
        }
        let missing = question.cases.filter { !$0.hasFigures && $0.failedCheck == nil }.map { each in
            (key: Key(variant: each.variant, reason: each.reasons.joined(separator: "; ")), workload: each.workload)
        }
        guard !missing.isEmpty else { return nil }
        let byKey = Dictionary(grouping: missing, by: \.key)
        return PageTable(
            caption: "Not measured",
            columns: [.init(text: "Variant"), .init(text: "Reason"), .init(text: "Workloads")],
            rows: missing.map(\.key).uniqued().map { key in
                let workloads = byKey[key, default: []].map(\.workload)
                let all = question.workloads.count == workloads.count
                return .init(cells: [
                    .init(text: key.variant, isHeading: true), .init(text: key.reason),
                    .init(text: all ? "all \(workloads.count)" : workloads.joined(separator: ", ")),
                ])
            })
    }

    private static func table(of absences: [Absence]) -> PageTable {
        PageTable(
            caption: "Metrics that measured cases lack",
            columns: [
                .init(text: "Metric"), .init(text: "Reason"), .init(text: "Variants"),
                .init(text: "Cases", isNumber: true),
            ],
            rows: absences.map { absence in
                .init(cells: [
                    .init(text: absence.metric, isHeading: true), .init(text: absence.reason),
                    .init(text: absence.variants.isEmpty ? "all" : absence.variants.joined(separator: ", ")),
                    .init(text: "\(absence.cases)", isNumber: true),
                ])
            })
    }
}

extension Report.Case {
    /// Why metrics are unavailable, each reason once.
    fileprivate var reasons: [String] {
        metrics.sorted { $0.key < $1.key }.compactMap { _, metric in
            if case .unavailable(_, let reason) = metric { reason } else { nil }
        }.uniqued()
    }
}
