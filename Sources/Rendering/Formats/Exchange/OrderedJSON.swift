/// A JSON value whose members keep their order, for formats of others.
indirect enum OrderedJSON {
    case text(String)
    case number(Double)
    case count(Int)
    case list([OrderedJSON])
    case object([(name: String, value: OrderedJSON)])

    /// The document, two spaces a level, with a line feed at the end.
    var document: String {
        var output = ""
        write(to: &output, indent: "")
        return output + "\n"
    }

    private func write(to output: inout String, indent: String) {
        switch self {
        case .text(let text): output += Self.quoted(text)
        // Swift writes what reads back as the same number; JSON knows that form.
        case .number(let number): output += "\(number)"
        case .count(let count): output += "\(count)"
        case .list(let elements):
            Self.write(elements, between: "[", "]", to: &output, indent: indent) { element, output, indent in
                element.write(to: &output, indent: indent)
            }
        case .object(let members):
            Self.write(members, between: "{", "}", to: &output, indent: indent) { member, output, indent in
                output += Self.quoted(member.name) + ": "
                member.value.write(to: &output, indent: indent)
            }
        }
    }

    private static func write<Part>(
        _ parts: [Part], between opening: String, _ closing: String, to output: inout String, indent: String,
        part: (Part, inout String, String) -> Void
    ) {
        guard !parts.isEmpty else {
            output += opening + closing
            return
        }
        let inner = indent + "  "
        output += opening
        for (index, each) in parts.enumerated() {
            output += (index > 0 ? ",\n" : "\n") + inner
            part(each, &output, inner)
        }
        output += "\n" + indent + closing
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
