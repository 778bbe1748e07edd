/// A place in a JSON document, written as `cases[3].metrics.time.interval`; a name with other characters than
/// letters, digits, `_` and `-` is quoted: `metrics["memory.peak"]`.
///
/// Most paths are never written, as what is there is right: the text is made when it is asked for.
indirect enum DocumentPath: Equatable, Sendable {
    /// The document itself.
    case root
    case name(String, in: DocumentPath)
    case index(Int, in: DocumentPath)

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

    func field(_ name: String) -> DocumentPath { .name(name, in: self) }

    func element(_ index: Int) -> DocumentPath { .index(index, in: self) }
}

extension DocumentPath: CustomStringConvertible {
    var description: String {
        switch self {
        case .root: ""
        case .index(let index, in: let outer): "\(outer)[\(index)]"
        case .name(let name, in: let outer) where !Self.isPlain(name): "\(outer)[\"\(name)\"]"
        case .name(let name, in: .root): name
        case .name(let name, in: let outer): "\(outer).\(name)"
        }
    }

    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}
