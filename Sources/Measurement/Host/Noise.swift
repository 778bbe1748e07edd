import Report
import Statistics

/// Warnings about the figures themselves, after the rules of pyperf.
public enum Noise {
    /// Cases whose rounds vary by 10 % or more, as one warning.
    public static func warnings(_ results: [GroupResult]) -> [Report.Warning] {
        let spreads = results.flatMap { result in
            result.cases.filter { !$0.isRoof }.compactMap { entry in
                result.rounds[entry.id].flatMap { try? Spread(of: $0) }?.coefficientOfVariation.map { (entry.id, $0) }
            }
        }
        let unsteady = spreads.filter { $0.1 >= 0.1 }
        guard let worst = unsteady.max(by: { $0.1 < $1.1 }) else { return [] }
        return [
            .init(
                code: "unsteady",
                message: "\(unsteady.count) of \(spreads.count) cases vary by 10 % or more between rounds, "
                    + "most of all \(worst.0) (\(Int((worst.1 * 100).rounded())) %)",
                remedy: "their ratios still hold, as they come from the same rounds; for steadier times stop other "
                    + "programs or raise --rounds")
        ]
    }
}
