/// Blocks of Markdown: paragraphs, headings, lists and tables, with an empty line between any two.
enum MarkdownPage {
    static func text(_ blocks: [String]) -> String {
        blocks.joined(separator: "\n\n")
    }

    /// Blocks behind a heading that opens on a click; nothing where there are none.
    static func folded(_ title: String, _ blocks: [String]) -> [String] {
        guard !blocks.isEmpty else { return [] }
        return [text(["<details>\n<summary>\(title)</summary>"] + blocks + ["</details>"])]
    }
}
