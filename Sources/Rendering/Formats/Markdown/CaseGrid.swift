import Report

/// Workloads down, variants across (or the other way round where there are more variants than a page is
/// wide): one text a case.
struct CaseGrid {
    /// More columns than this do not fit a page.
    private static let widest = 8

    let question: Question
    /// What stands in the cell of a case; nil for nothing to say.
    let text: (Report.Case) -> String?

    /// The table without rows and columns in which nothing stands.
    var table: MarkdownTable {
        let workloads = question.workloads.filter { workload in
            question.variants.contains { cell(workload, $0) != nil }
        }
        let variants = question.variants.filter { variant in
            workloads.contains { cell($0, variant) != nil }
        }
        let isTransposed = variants.count > Self.widest && variants.count > workloads.count
        let (down, across) = isTransposed ? (variants, workloads) : (workloads, variants)
        return MarkdownTable(
            columns: [.init(isTransposed ? "Variant" : "Workload")]
                + across.map { .init(MarkdownText.code($0), .trailing) },
            rows: down.map { row in
                [MarkdownText.code(row)]
                    + across.map { (isTransposed ? cell($0, row) : cell(row, $0)) ?? "" }
            })
    }

    private func cell(_ workload: String, _ variant: String) -> String? {
        question.case(workload, variant).flatMap(text)
    }
}
