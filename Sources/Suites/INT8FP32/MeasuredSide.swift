import Kernels
import Measurement
import Report
import Statistics

/// A case of a group as one side of a comparison.
struct MeasuredSide {
    var id: String
    var variant: String
    /// Of a call, one value a round.
    var seconds: [Double]
    /// Of a call in the pilot rounds: sides are chosen by it.
    var piloted: Double
    var metrics: [String: Report.Metric]

    var median: Double { (try? SortedSamples(seconds))?.median ?? .infinity }
}

extension GroupResult {
    /// The cases that were measured, without peak loops.
    var sides: [MeasuredSide] {
        cases.filter { !$0.isRoof }.compactMap { entry in
            rounds[entry.id].map { seconds in
                MeasuredSide(
                    id: entry.id, variant: entry.variant, seconds: seconds,
                    piloted: piloted[entry.id] ?? .infinity, metrics: entry.metrics)
            }
        }
    }

    var baselineSide: MeasuredSide? { sides.first { $0.id == baseline } }

    /// The fastest variant of a precision in the pilot rounds.
    func fastest(_ precision: Precision) -> MeasuredSide? {
        sides.filter { $0.variant.hasPrefix("\(precision.rawValue)/") }.min { $0.piloted < $1.piloted }
    }

    /// A side's time by that of its precision's peak loop (or else the first) in the same rounds; nil where none ran.
    func timeByPeak(_ side: MeasuredSide, _ precision: Precision) -> Double? {
        let prefix = "\(Report.Case.peakPrefix)\(precision.rawValue)/"
        let peaks = cases.filter { $0.isPeak && rounds[$0.id] != nil }
        guard let loop = peaks.first(where: { $0.variant.hasPrefix(prefix) }) ?? peaks.first,
            let peak = rounds[loop.id]
        else { return nil }
        return (try? SortedSamples(zip(side.seconds, peak).map { $0 / $1 }))?.median
    }
}

extension Report.Metric {
    /// The figure, where there is one.
    var value: Double? {
        if case .value(let value) = self { value.value } else { nil }
    }
}
