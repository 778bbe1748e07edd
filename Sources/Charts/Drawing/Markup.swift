/// Elements of XML or HTML as text, everything from outside escaped.
public struct Markup: Sendable {
    /// What was written.
    public private(set) var text = ""

    /// Nothing written yet.
    public init() {}

    /// An element with what `content` writes into it.
    public mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: (inout Markup) -> Void
    ) {
        open(name, attributes, end: ">")
        content(&self)
        text += "</\(name)>"
    }

    /// An element without content.
    public mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>) {
        open(name, attributes, end: "/>")
    }

    /// An element with text in it.
    public mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
        element(name, attributes) { $0.write(text) }
    }

    /// Text, escaped.
    public mutating func write(_ text: String) {
        self.text += Self.escaped(text)
    }

    /// Markup that was written elsewhere, as it is.
    public mutating func append(_ markup: String) {
        text += markup
    }

    private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>, end: String) {
        text += "<\(name)"
        for (key, value) in attributes { attribute(key, value) }
        text += end
    }

    /// An attribute of the tag that is being written.
    mutating func attribute(_ key: String, _ value: String) {
        text += " \(key)=\"\(Self.escaped(value))\""
    }

    /// Text that opens no element, ends no attribute and holds no character that XML forbids.
    public static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: isSpecial) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20, "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        // 0xEF begins what XML forbids beyond ASCII.
        byte < 0x20 || byte == 0xEF || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<")
            || byte == UInt8(ascii: ">")
            || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }
}
