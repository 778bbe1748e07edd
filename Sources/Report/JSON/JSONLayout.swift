/// Lays a JSON text out for people and for `diff`: a value is broken over lines where all its parts have
/// parts themselves or where one of its parts is broken; everything else, such as one metric or one
/// comparison, stays on one line.
struct JSONLayout {
    private let document: JSONDocument
    /// For each token: whether it is a value that is broken over lines.
    private let isBroken: [Bool]
    private var output: [UInt8] = []

    /// - Returns: the values of `document` in their order, two spaces a level, with a line feed at the end.
    static func lines(of document: JSONDocument) -> [UInt8] {
        var layout = JSONLayout(document)
        layout.output.reserveCapacity(document.bytes.count * 5 / 4)
        layout.write(0, level: 0)
        return layout.output + [UInt8(ascii: "\n")]
    }

    private init(_ document: JSONDocument) {
        self.document = document
        let tokens = document.tokens
        var isBroken = Array(repeating: false, count: tokens.count)
        // Parts come after what they are parts of.
        for index in tokens.indices.reversed() where tokens[index].kind.hasParts {
            var (areAllParted, isAnyBroken) = (tokens[index].next > index + 1, false)
            for part in document.parts(of: index) {
                let value = document.value(at: part)
                areAllParted = areAllParted && tokens[value].kind.hasParts
                isAnyBroken = isAnyBroken || isBroken[value]
            }
            isBroken[index] = areAllParted || isAnyBroken
        }
        self.isBroken = isBroken
    }

    private mutating func write(_ index: Int, level: Int) {
        let token = document.tokens[index]
        switch token.kind {
        case .array: writeParts(of: index, between: "[", and: "]", level: level)
        case .object: writeParts(of: index, between: "{", and: "}", level: level)
        case .null, .boolean, .number, .string: output += document.bytes[token.bytes]
        case .name:
            output += document.bytes[token.bytes]
            output += ": ".utf8
            write(index + 1, level: level)
        }
    }

    private mutating func writeParts(of index: Int, between opening: String, and closing: String, level: Int) {
        output += opening.utf8
        for (position, part) in document.parts(of: index).enumerated() {
            if position > 0 { output += (isBroken[index] ? "," : ", ").utf8 }
            if isBroken[index] { startLine(level + 1) }
            write(part, level: level + 1)
        }
        if isBroken[index] { startLine(level) }
        output += closing.utf8
    }

    private mutating func startLine(_ level: Int) {
        output.append(UInt8(ascii: "\n"))
        output += repeatElement(UInt8(ascii: " "), count: 2 * level)
    }
}
