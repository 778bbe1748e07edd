/// The words of a command line that no shell has seen.
///
/// Blanks, tabs and line ends part words. Between single quotation marks every character stands for itself; between
/// double ones a backslash takes the meaning from `"` and `\`; elsewhere it takes it from any character. What only a
/// shell understands (`| & ; < > $` and the backquote) is refused outside quotation marks instead of being passed on;
/// `* ? ~` stand for themselves.
struct CommandWords {
    private let command: String
    private var rest: Substring
    private var words: [String] = []
    /// The word begun; nil between words, as quotation marks alone make an empty one.
    private var word: String?

    private static let shells: Set<Character> = ["|", "&", ";", "<", ">", "$", "`"]

    /// - Throws: ``CommandError/unclosedQuote(_:command:)``, ``CommandError/trailingBackslash(command:)``,
    ///   ``CommandError/needsShell(_:command:)``.
    static func split(_ command: String) throws(CommandError) -> [String] {
        var reader = CommandWords(command: command, rest: command[...])
        while let character = reader.rest.popFirst() { try reader.take(character) }
        reader.endWord()
        return reader.words
    }

    private mutating func take(_ character: Character) throws(CommandError) {
        switch character {
        case "'", "\"": try quoted(character)
        case "\\": append(try escaped())
        case _ where character.isWhitespace: endWord()
        case _ where Self.shells.contains(character): throw .needsShell(character, command: command)
        default: append(character)
        }
    }

    private mutating func quoted(_ quote: Character) throws(CommandError) {
        word = word ?? ""
        while let character = rest.popFirst() {
            if character == quote { return }
            if quote == "\"", character == "\\", let next = rest.first, next == "\"" || next == "\\" {
                rest.removeFirst()
                append(next)
            } else {
                append(character)
            }
        }
        throw .unclosedQuote(quote, command: command)
    }

    private mutating func escaped() throws(CommandError) -> Character {
        guard let next = rest.popFirst() else { throw .trailingBackslash(command: command) }
        return next
    }

    private mutating func append(_ character: Character) {
        word = (word ?? "") + String(character)
    }

    private mutating func endWord() {
        if let word { words.append(word) }
        word = nil
    }
}
