import Charts
import History
import Report

/// The verdict on newest nights, with what is beyond its history.
enum NightSection {
    private struct Night {
        let verdict: String
        let isWorse: Bool
        let tables: [PageTable]
        let short: String?
    }

    /// - Parameter root: from the page to the folder of the site.
    static func section(_ gates: [Gate], root: String) -> Page.Section {
        let nights = gates.map { gate in
            Night(
                verdict: GateText.verdict(gate), isWorse: !gate.regressions.isEmpty,
                tables: [(gate.regressions, false), (gate.improvements, true)].filter { !$0.0.isEmpty }.map {
                    table($0, isBetter: $1, on: gate.host, root: root)
                }, short: GateText.unjudged(gate))
        }
        return .init(
            id: "night", title: gates.count == 1 ? "Newest night" : "Newest nights",
            html: PageTemplates.render("site-night", ["nights": nights]))
    }

    private static func table(
        _ findings: [Gate.Finding], isBetter: Bool, on host: String, root: String
    ) -> PageTable {
        PageTable(
            caption: isBetter ? "Better than expected" : "Worse than expected",
            columns: [
                .init(text: "Case"), .init(text: "Metric"), .init(text: "Change", isNumber: true),
                .init(text: "Newest", isNumber: true), .init(text: "Expected", isNumber: true),
                .init(text: "p", isNumber: true),
            ],
            rows: findings.map { finding in
                let subject = SeriesSubject(finding, on: host)
                return .init(cells: [
                    .init(text: subject.caseID, isHeading: true, address: root + subject.address),
                    .init(text: subject.metric),
                    .init(
                        text: "\(TrendText.sign(isBetter)) \(GateText.change(finding))",
                        data: finding.ratio.map { DataAttributes.of($0, finding.interval) } ?? "", isNumber: true),
                    .init(
                        text: Figure(finding.value, of: finding.metric).number,
                        data: DataAttributes.of(finding.value, nil), isNumber: true),
                    .init(
                        text: Figure(finding.expected, of: finding.metric, interval: finding.range).full,
                        data: DataAttributes.of(finding.expected, finding.range), isNumber: true),
                    .init(text: TrendText.probability(finding.pValue), isNumber: true),
                ])
            })
    }
}
