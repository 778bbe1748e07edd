/// One comparison of a question: what was measured, and how it is to be read.
public struct Comparison: Sendable {
    /// What was measured.
    public let evidence: any Evidence
    /// The ratios that count as equal.
    public let band: EquivalenceBand
    /// Which values of the metric are better.
    public let direction: Direction

    /// A comparison by `evidence`, held against `band`.
    public init(_ evidence: any Evidence, band: EquivalenceBand = .standard, direction: Direction) {
        self.evidence = evidence
        self.band = band
        self.direction = direction
    }
}
