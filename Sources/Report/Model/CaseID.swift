/// The parts of a case's name, `SUITE:WORKLOAD:VARIANT:KEY=VALUE,KEY=VALUE`.
///
/// A part consists of letters, digits and `. _ / + -` and starts with a letter or digit; conditions are
/// sorted by key, and the last colon is absent where there are none.
public struct CaseID: Hashable, Sendable, CustomStringConvertible {
    /// The family of questions, such as `int8-fp32`.
    public let suite: String
    /// What is computed, such as `kws.pw1`.
    public let workload: String
    /// The way it is computed, such as `int8/avx2`.
    public let variant: String
    /// The circumstances, such as `cache=warm`.
    public let conditions: [String: String]

    /// - Returns: nil where a part has characters that parts may not have.
    public init?(suite: String, workload: String, variant: String, conditions: [String: String]) {
        let parts = [suite, workload, variant] + conditions.keys + conditions.values
        guard parts.allSatisfy(Self.isName) else { return nil }
        self.suite = suite
        self.workload = workload
        self.variant = variant
        self.conditions = conditions
    }

    /// Reads an id; nil where it is not of the form, its keys are not sorted, or one occurs twice.
    public init?(_ text: String) {
        let parts = Self.split(text, at: ":")
        guard parts.count == 3 || parts.count == 4 else { return nil }
        var conditions: [String: String] = [:]
        for pair in parts.count == 4 ? Self.split(parts[3], at: ",") : [] {
            let sides = Self.split(pair, at: "=")
            guard sides.count == 2 else { return nil }
            conditions[sides[0]] = sides[1]
        }
        self.init(suite: parts[0], workload: parts[1], variant: parts[2], conditions: conditions)
        guard description == text else { return nil }
    }

    private static func split(_ text: String, at separator: Unicode.Scalar) -> [String] {
        text.utf8.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
    }

    /// The id as it stands in a report.
    public var description: String {
        ([suite, workload, variant] + (conditions.isEmpty ? [] : [conditionText])).joined(separator: ":")
    }

    /// The conditions alone, `KEY=VALUE,KEY=VALUE`; empty where there are none.
    public var conditionText: String { Self.conditionText(conditions) }

    /// Conditions as they stand in an id, sorted by key.
    public static func conditionText(_ conditions: [String: String]) -> String {
        conditions.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    }

    /// Whether `text` may be a part of an id.
    public static func isName(_ text: String) -> Bool {
        let isLetterOrDigit = { (byte: UInt8) in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        return text.utf8.first.map(isLetterOrDigit) == true
            && text.utf8.allSatisfy { isLetterOrDigit($0) || "._/+-".utf8.contains($0) }
    }
}
