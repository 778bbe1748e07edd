/// Lays a JSON text out for people and for `diff`: a value is broken over lines where all its parts have
/// parts themselves or where one of its parts is broken; everything else, such as one metric or one
/// comparison, stays on one line.
struct JSONLayout {
    private let source: [UInt8]
    private var output: [UInt8] = []

    /// - Parameters:
    ///   - source: a JSON text.
    ///   - node: its structure.
    /// - Returns: the same values in the same order, two spaces a level, with a line feed at the end.
    static func lines(of source: [UInt8], node: JSONNode) -> [UInt8] {
        var layout = JSONLayout(source: source)
        layout.output.reserveCapacity(source.count * 5 / 4)
        layout.write(node, level: 0)
        return layout.output + [UInt8(ascii: "\n")]
    }

    private init(source: [UInt8]) {
        self.source = source
    }

    private mutating func write(_ node: JSONNode, level: Int) {
        switch node {
        case .scalar(_, let range):
            output += source[range]
        case .array(let elements):
            write(elements, between: "[", and: "]", broken: node.isBroken, level: level) { layout, element in
                layout.write(element, level: level + 1)
            }
        case .object(let members):
            write(members, between: "{", and: "}", broken: node.isBroken, level: level) { layout, member in
                layout.output += layout.source[member.nameBytes]
                layout.output += ": ".utf8
                layout.write(member.value, level: level + 1)
            }
        }
    }

    private mutating func write<Part>(
        _ parts: [Part], between opening: String, and closing: String, broken: Bool, level: Int,
        part: (inout JSONLayout, Part) -> Void
    ) {
        output += opening.utf8
        for (index, each) in parts.enumerated() {
            if index > 0 { output += (broken ? "," : ", ").utf8 }
            if broken { startLine(level + 1) }
            part(&self, each)
        }
        if broken { startLine(level) }
        output += closing.utf8
    }

    private mutating func startLine(_ level: Int) {
        output.append(UInt8(ascii: "\n"))
        output += repeatElement(UInt8(ascii: " "), count: 2 * level)
    }
}

extension JSONNode {
    fileprivate var isBroken: Bool {
        let parts = parts
        return !parts.isEmpty && parts.allSatisfy { !$0.isScalar } || parts.contains { $0.isBroken }
    }

    private var parts: [JSONNode] {
        switch self {
        case .scalar: []
        case .array(let elements): elements
        case .object(let members): members.map(\.value)
        }
    }

    private var isScalar: Bool {
        if case .scalar = self { true } else { false }
    }
}
