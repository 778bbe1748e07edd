import Report

/// What a page folds away: tails, peaks, counters, what is missing and checks.
enum MarkdownDetails {
    /// Quantiles of single calls under the first conditions.
    static func tails(of question: Question) -> [String] {
        let grid = CaseGrid(question: question) { each in
            guard let time = each.value("time"), let quantiles = time.quantiles else { return nil }
            return [quantiles.p50, quantiles.p95, quantiles.p99].map { seconds in
                seconds.map { Figure($0, unit: time.unit).number } ?? "–"
            }.joined(separator: " · ")
        }
        let note = "p50, p95 and p99. A clock pair of some 30–40 ns is part of each."
        return MarkdownPage.folded(
            "Tails of single calls\(suffix(question.conditions))", grid.table.block.map { [$0, note] } ?? [])
    }

    /// The machine's sustained peaks and its bandwidths, over all groups they were measured in.
    static func roofs(of report: Report) -> [String] {
        let roofs = report.cases.filter(\.isRoof)
        let rows = roofs.map(\.variant).uniqued().compactMap { variant -> [String]? in
            let rates = roofs.filter { $0.variant == variant }
                .compactMap { $0.value($0.isPeak ? "throughput" : "bandwidth") }.sorted { $0.value < $1.value }
            guard let lowest = rates.first, let highest = rates.last else { return nil }
            let median = (rates[(rates.count - 1) / 2].value + rates[rates.count / 2].value) / 2
            return [MarkdownText.code(variant)]
                + [median, lowest.value, highest.value].map { Figure($0, unit: lowest.unit).number }
                + ["\(rates.count)"]
        }
        let table = MarkdownTable(
            columns: [
                .init("Variant"), .init("Median", .trailing), .init("Lowest", .trailing),
                .init("Highest", .trailing), .init("Groups", .trailing),
            ], rows: rows)
        return MarkdownPage.folded("Sustained peaks and bandwidths of this machine", blocks(table))
    }

    /// Counters per call under the first conditions; one that is the same everywhere needs no table.
    static func counters(of question: Question) -> [String] {
        let names = question.metrics.filter(Report.isCounter)
        let blocks = names.flatMap { name -> [String] in
            func text(_ each: Report.Case) -> String? { each.value(name).map { Figure($0, named: name).number } }
            let texts = question.cases.compactMap(text)
            if let only = texts.first, texts.allSatisfy({ $0 == only }) {
                return ["\(MarkdownText.code(name)) is \(only) in \(Counted.text(texts.count, "case"))."]
            }
            return CaseGrid(question: question, text: text).table.block.map {
                ["### \(MarkdownText.code(name))", $0]
            } ?? []
        }
        return MarkdownPage.folded("Counters per call\(suffix(question.conditions))", blocks)
    }

    /// Metrics without a value, each with its reason once.
    static func absences(of report: Report) -> [String] {
        let absences = Absence.all(of: report)
        let table = MarkdownTable(
            columns: [.init("Metric"), .init("Reason"), .init("Variants"), .init("Cases", .trailing)],
            rows: absences.map { absence in
                let variants = absence.variants.map(MarkdownText.code).joined(separator: ", ")
                return [
                    MarkdownText.code(absence.metric), MarkdownText.plain(absence.reason),
                    variants.isEmpty ? "all" : variants, "\(absence.cases)",
                ]
            })
        return MarkdownPage.folded(
            "Unavailable: \(Counted.text(Set(absences.map(\.metric)).count, "metric"))", blocks(table)
        )
    }

    /// How many cases passed each check.
    static func checks(of report: Report) -> [String] {
        let checks = report.cases.flatMap(\.checks)
        let table = MarkdownTable(
            columns: [.init("Check"), .init("Passed", .trailing), .init("Failed", .trailing)],
            rows: checks.map(\.name).uniqued().map { name in
                let outcomes = checks.filter { $0.name == name }.map(\.passed)
                return [
                    MarkdownText.code(name), "\(outcomes.count { $0 })", "\(outcomes.count { !$0 })",
                ]
            })
        return MarkdownPage.folded("Checks: \(Counted.text(checks.count, "outcome"))", blocks(table))
    }

    /// What a title says of conditions.
    private static func suffix(_ conditions: String) -> String {
        conditions.isEmpty ? "" : " with <code>\(MarkdownText.plain(conditions))</code>"
    }

    private static func blocks(_ table: MarkdownTable) -> [String] {
        table.block.map { [$0] } ?? []
    }
}
