import Measurement
import RealModule
import Report

/// A case and its baseline, with the log of the ratio of their costs in each round.
struct PairedCosts {
    let group: String
    /// What is reported; the costs are those of times, bytes and the like, of which less is better.
    let metric: String
    /// Whether the metric is the inverse of the cost.
    let isRate: Bool
    let baseline: String
    let variant: String
    let logRatios: [Double]

    /// The pairs of a group by what its cases are compared by; none where no baseline ran.
    static func all(in result: GroupResult) -> [PairedCosts] {
        all(in: result, by: result.compared.rawValue, isRate: result.compared.better == .higher) {
            result.costs(of: $0)
        }
    }

    /// The pairs of a group by any metric.
    /// - Parameter costs: of a case, one a round; nil where it has none.
    static func all(
        in result: GroupResult, by metric: String, isRate: Bool = false, costs: (Report.Case) -> [Double]?
    ) -> [PairedCosts] {
        guard let baseline = result.cases.first(where: { $0.id == result.baseline }), let base = costs(baseline)
        else { return [] }
        return result.cases.compactMap { entry in
            guard entry.id != baseline.id, !entry.isRoof, let costs = costs(entry) else { return nil }
            return PairedCosts(
                group: result.group, metric: metric, isRate: isRate, baseline: baseline.id, variant: entry.id,
                logRatios: zip(costs, base).map { Double.log($0 / $1) })
        }
    }
}
