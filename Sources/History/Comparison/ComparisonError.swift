/// Why reports cannot be compared as asked.
public enum ComparisonError: Error, Equatable, Sendable {
    /// No head has a case that can be held against the base's.
    case nothingComparable(base: String, reasons: [String])
    /// A pattern of `--filter` without a case.
    case nothingMatches(filter: String, nearest: [String])
    /// A metric of `--metric` or `--threshold` that no matched case has.
    case unknownMetric(String, known: [String])
}

extension ComparisonError: CustomStringConvertible {
    /// Cause and remedy.
    public var description: String {
        switch self {
        case .nothingComparable(let base, let reasons):
            "nothing can be held against \(base):\n" + reasons.map { "  \($0)" }.joined(separator: "\n")
        case .nothingMatches(let filter, let nearest):
            "--filter '\(filter)' matches no case of the reports"
                + (nearest.isEmpty ? "" : "; nearest: \(nearest.joined(separator: ", "))")
        case .unknownMetric(let name, let known):
            "no case of the reports has the metric '\(name)'; known: \(known.joined(separator: ", "))"
        }
    }
}
