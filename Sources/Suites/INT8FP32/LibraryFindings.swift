import Kernels
import Measurement
import Report
import Statistics

/// Whether this package's kernels are the ones to measure with: each against the fastest of the libraries, in the same
/// rounds.
///
/// A comparison of precisions is as honest as its slower side; where a library is faster, it says so.
struct LibraryFindings {
    let workloads: [LayerWorkload]
    let results: [GroupResult]

    /// Layers that are alike to a library.
    private enum Kind: String, CaseIterable {
        case products, squares, singleRows = "single-rows", depthwise

        init?(_ workload: LayerWorkload) {
            switch workload.shape {
            case .addition, .layer(.averagePool): return nil
            case .layer(.depthwise): self = .depthwise
            case .layer(let shape) where shape.gemm.m == 1: self = .singleRows
            case .layer: self = workload.family == "gemm" ? .squares : .products
            }
        }

        var words: String {
            switch self {
            case .products: "products and convolutions"
            case .squares: "matrix products"
            case .singleRows: "products of a single row"
            case .depthwise: "depthwise layers"
            }
        }
    }

    /// For each set of conditions in which kernels run alone.
    func all() -> [Report.Finding] {
        var conditions: [[String: String]] = []
        for result in results where !conditions.contains(result.conditions) { conditions.append(result.conditions) }
        return conditions.filter { $0["stage"] == LayerConditions.Stage.kernel.rawValue }.flatMap { condition in
            [Precision.fp32, .int8].flatMap { precision in
                Kind.allCases.flatMap { kind in
                    let limits = precision == .int8 ? [false, true] : [false]
                    let found = limits.map { isExact in
                        (isExact, contests(kind, precision, condition, wholeWeights: isExact))
                    }
                    // With the same sides there is nothing to add.
                    return found.enumerated().compactMap { index, entry in
                        index > 0 && entry.1.map(\.sides) == found[0].1.map(\.sides)
                            ? nil : finding(kind, precision, condition, entry.1, wholeWeights: entry.0)
                    }
                }
            }
        }
    }

    /// The fastest of our kernels and of the libraries' for one layer.
    private struct Contest {
        let workload: String
        let native, library: MeasuredSide

        /// Above 1 where ours is faster.
        var ratios: [Double] { zip(library.seconds, native.seconds).map { $0 / $1 } }
        var ratio: Double { (try? SortedSamples(ratios))?.median ?? 1 }
        var sides: [String] { [native.id, library.id] }
    }

    private func contests(
        _ kind: Kind, _ precision: Precision, _ conditions: [String: String], wholeWeights: Bool
    ) -> [Contest] {
        results.filter { $0.conditions == conditions }.compactMap { result in
            guard let workload = workloads.first(where: { $0.name == result.workload }), Kind(workload) == kind else {
                return nil
            }
            let sides = result.sides.compactMap { side in Backends.named(side.variant).map { (side, $0) } }
                .filter { $0.1.precision == precision }
                .filter { !wholeWeights || $0.1.weightLimit >= Int(precision.weightRange.upperBound) }
            func fastest(_ isLibrary: Bool) -> MeasuredSide? {
                sides.filter { ($0.1.vendor != nil) == isLibrary }.map(\.0).min { $0.piloted < $1.piloted }
            }
            guard let native = fastest(false), let library = fastest(true) else { return nil }
            return Contest(workload: result.workload, native: native, library: library)
        }
    }

    private func finding(
        _ kind: Kind, _ precision: Precision, _ conditions: [String: String], _ contests: [Contest],
        wholeWeights: Bool
    ) -> Report.Finding? {
        let place = "\(kind.rawValue):\(CaseID.conditionText(conditions)),precision=\(precision.rawValue)"
        var generator = SeededGenerator(seed: 0, stream: "bootstrap of libraries.\(place)")
        guard let lowest = contests.min(by: { $0.ratio < $1.ratio }),
            let mean = try? GeometricMean(ofMedians: contests.map(\.ratios), confidence: 0.99, using: &generator)
        else { return nil }
        let interval = mean.interval.map { ", 99 % interval [\(times($0.low)), \(times($0.high))]" } ?? ""
        let over = contests.count == 1 ? "" : ", the geometric mean of \(counted(contests.count, "shape"))"
        let low =
            "\(contests.count == 1 ? "" : "; lowest: ")\(lowest.workload) "
            + "\(times(lowest.ratio)) (\(lowest.native.variant) against \(lowest.library.variant))"
        return .init(
            name: "libraries.\(place)" + (wholeWeights ? ",weights=8-bit" : ""),
            value: mean.ratio, unit: "1", interval: mean.interval.map { .init($0.low, $0.high) },
            provenance: .derived,
            statement: "\(precision.rawValue.uppercased()) \(kind.words)"
                + (wholeWeights ? " with all eight bits of the weights" : "")
                + ": the native kernels are \(times(mean.ratio)) as fast as the fastest library\(over)\(interval)"
                + "\(contests.count == 1 ? ": " : "")\(low); \(conditionWords(conditions))")
    }
}
