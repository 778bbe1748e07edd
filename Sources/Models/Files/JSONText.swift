/// How a header spells a text: as the format's own library does, to the byte.
enum JSONText {
    /// Control characters that have a letter of their own behind the backslash.
    static let shortEscapes: [(letter: UInt8, byte: UInt8)] = [
        (UInt8(ascii: "b"), 0x08), (UInt8(ascii: "t"), 0x09), (UInt8(ascii: "n"), 0x0A), (UInt8(ascii: "f"), 0x0C),
        (UInt8(ascii: "r"), 0x0D),
    ]

    /// A text in quotes: quote, backslash and control characters escaped, all others as they are.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if let short = shortEscapes.first(where: { $0.byte == scalar.value }) {
                quoted += "\\\(Unicode.Scalar(short.letter))"
            } else if scalar == "\"" || scalar == "\\" {
                quoted += "\\\(scalar)"
            } else if scalar.value < 0x20 {
                quoted += (scalar.value < 0x10 ? "\\u000" : "\\u00") + String(scalar.value, radix: 16)
            } else {
                quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
