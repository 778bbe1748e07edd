/// A table in GitHub's Markdown.
struct MarkdownTable {
    let columns: [TextTable.Column]
    let rows: [[String]]

    /// The table as one block of lines; nil without rows.
    var block: String? {
        guard !rows.isEmpty else { return nil }
        let rules = columns.map { $0.alignment == .trailing ? "---:" : "---" }
        return ([columns.map(\.title), rules] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
            .joined(separator: "\n")
    }
}
