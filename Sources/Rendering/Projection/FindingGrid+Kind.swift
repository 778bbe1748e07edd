import Report

extension FindingGrid {
    /// A kind of findings that is shown as a table, or as one for each topic.
    struct Kind {
        /// What its findings' names begin with.
        let name: String
        let title: String
        var note: String
        let isHeadline: Bool
        /// Whether the word behind the kind's own is a topic with a table of its own: `KIND.TOPIC.SUBJECT:CONDITIONS`.
        var hasTopics = false
        /// The condition whose values head the rows, while what else tells findings apart heads the columns; nil where the longer
        /// side goes down the page.
        var row: String?
        /// What figures of unit 1 are.
        var ones = Ones.multiples
        /// Subjects of which they are numbers of something all the same.
        var counted: Set<String> = []

        enum Ones {
            case multiples, shares, counts
        }

        /// Where a finding stands: rows of ``row``, then columns by other conditions, or the subject where there are none.
        func place(_ subject: String, _ conditions: some StringProtocol) -> Place {
            guard let row else { return Place(subject: subject, conditions: FindingGrid.text(of: conditions)) }
            let parts = conditions.split(separator: ",")
            let own = parts.filter { $0.hasPrefix("\(row)=") }
            let others = parts.filter { !$0.hasPrefix("\(row)=") }.joined(separator: ",")
            return Place(
                subject: others.isEmpty ? subject : FindingGrid.text(of: others),
                conditions: own.map { String($0.dropFirst(row.count + 1)) }.joined(separator: ", "))
        }

        /// A finding as it stands in a table.
        func figure(_ finding: Report.Finding, of subject: String) -> Figure {
            switch finding.unit == "1" && !counted.contains(subject) ? ones : .counts {
            case .multiples: .ratio(finding.value, interval: finding.interval)
            case .shares: .share(finding.value, interval: finding.interval)
            case .counts: Figure(finding.value, unit: finding.unit, interval: finding.interval)
            }
        }

        /// The tables of its findings.
        func grids(of findings: [Report.Finding]) -> [FindingGrid] {
            let own = findings.filter { $0.name.hasPrefix("\(name).") }
            guard hasTopics else { return [FindingGrid(self, own)].compactMap { $0 } }
            let topics = own.map { String($0.name.split(separator: ".", maxSplits: 2)[1]) }
            return topics.uniqued().enumerated().compactMap { index, topic in
                // How figures are to be read is said once.
                var kind = self
                if index > 0 { kind.note = "" }
                return FindingGrid(kind, zip(own, topics).filter { $0.1 == topic }.map(\.0), topic: topic)
            }
        }
    }

    /// A cell of a table before it is known which way it lies.
    struct Place: Hashable {
        let subject: String
        let conditions: String
    }
}
