import Report

extension Report.Verdict {
    /// A sign that says the verdict without colour.
    public var sign: String {
        switch self {
        case .better: "▲"
        case .worse: "▼"
        case .equivalent: "≈"
        case .undecided: "?"
        }
    }

    /// What the signs mean.
    /// - Parameter band: the half-width of practical equivalence as the run was given it, such as `0.5 %`.
    public static func legend(band: String?) -> String {
        let width = band.map { " (±\($0))" } ?? ""
        return "▲ better, ▼ worse, ≈ equivalent\(width), ? undecided"
    }
}
