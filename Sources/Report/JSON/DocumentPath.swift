/// A place in a JSON document, written as `cases[3].metrics.time.interval`; a name with other characters than
/// letters, digits, `_` and `-` is quoted: `metrics["memory.peak"]`.
struct DocumentPath: CustomStringConvertible, Equatable, Sendable {
    let description: String

    /// The document itself.
    static let root = DocumentPath(description: "")

    private init(description: String) {
        self.description = description
    }

    /// The place a decoder or encoder was at.
    init(_ codingPath: [any CodingKey]) {
        self = codingPath.reduce(.root) { path, key in
            // A dictionary's key "3" has an integer value too; only an array's key is called by its index.
            if let index = key.intValue, key.stringValue == "Index \(index)" {
                path.element(index)
            } else {
                path.field(key.stringValue)
            }
        }
    }

    func field(_ name: String) -> DocumentPath {
        let isPlain = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isPlain, !name.isEmpty else { return DocumentPath(description: "\(description)[\"\(name)\"]") }
        return DocumentPath(description: description.isEmpty ? name : "\(description).\(name)")
    }

    func element(_ index: Int) -> DocumentPath {
        DocumentPath(description: "\(description)[\(index)]")
    }
}
