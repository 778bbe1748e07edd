/// Text of a report inside Markdown.
enum MarkdownText {
    /// Text on one line that breaks no table and opens no HTML.
    static func plain(_ text: String) -> String {
        text.map { character in
            switch character {
            case "|": "\\|"
            case "<": "&lt;"
            case "\\": "\\\\"
            case _ where character.isNewline: " "
            default: String(character)
            }
        }.joined()
    }

    /// A name in the font of code; a backquote, which no name has, would end it and is replaced.
    static func code(_ text: String) -> String {
        "`" + text.map { $0 == "`" ? "'" : $0 == "|" ? "\\|" : $0.isNewline ? " " : String($0) }.joined()
            + "`"
    }
}
