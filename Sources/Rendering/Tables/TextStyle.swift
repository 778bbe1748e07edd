/// What a piece of terminal text means; a terminal shows it as a colour or weight, anything else not at all.
public enum TextStyle: Sendable {
    case plain, strong, faint, good, bad, warning

    /// `text` with the escape sequences of ECMA-48 (select graphic rendition) around it.
    public func coloured(_ text: String) -> String {
        let code: Int
        switch self {
        case .plain: return text
        case .strong: code = 1
        case .faint: code = 2
        case .good: code = 32
        case .bad: code = 31
        case .warning: code = 33
        }
        return text.isEmpty ? text : "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
