/// Columns that text takes on a terminal.
enum TextWidth {
    /// Code points that Unicode's East Asian Width (UAX #11) calls wide, in blocks.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1FAFF, 0x20000...0x3FFFD,
    ]

    static func of(_ text: String) -> Int {
        text.reduce(0) { $0 + of($1) }
    }

    private static func of(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        return wide.contains { $0.contains(first.value) } ? 2 : 1
    }

    /// The longest beginning of `text` that fits into `width`, with an ellipsis where something was cut off.
    static func fitted(_ text: String, into width: Int) -> String {
        guard of(text) > width else { return text }
        var (result, rest) = ("", width - 1)
        for character in text {
            rest -= of(character)
            if rest < 0 { break }
            result.append(character)
        }
        return result + "…"
    }

    /// `text` on one line, without control characters: what a report says must not steer the terminal.
    static func printable(_ text: String) -> String {
        String(
            text.map {
                $0.isNewline
                    ? " "
                    : $0.unicodeScalars.contains { $0.properties.generalCategory == .control }
                        ? "\u{FFFD}" : $0
            })
    }
}
