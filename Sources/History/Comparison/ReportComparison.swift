/// Runs held against a base: what changed, how surely, and what could not be compared.
///
/// Written as JSON of schema `edge-bench.comparison/1`, whose field names are fixed within version 1.
public struct ReportComparison: Codable, Equatable, Sendable {
    /// The only schema of this type.
    public static let schema = "edge-bench.comparison/1"

    /// Always ``schema``.
    public var schema = Self.schema
    /// What the others are held against.
    public var base: ComparedRun
    /// Each of the others, held against the base on its own.
    public var heads: [HeadComparison]

    /// A comparison of one base with one or more heads.
    public init(base: ComparedRun, heads: [HeadComparison]) {
        self.base = base
        self.heads = heads
    }

    /// Whether any head is worse than the base in any metric.
    public var hasRegressions: Bool { heads.contains { $0.count(of: .regression) > 0 } }
}
