import Kernels
import Measurement
import RealModule
import Report
import Statistics

/// Speed-up over sparsity in one group, form by form: log ratios of the same rounds.
struct SparsityCurves {
    let result: GroupResult
    private let pairs: [SparsityVariant: [Double]]

    /// The coverage of intervals.
    static let confidence = 0.95

    init(_ result: GroupResult, variants: [SparsityVariant]) {
        self.result = result
        let ratios = Dictionary(PairedCosts.all(in: result).map { ($0.variant, $0.logRatios) }) { first, _ in first }
        var pairs: [SparsityVariant: [Double]] = [:]
        for variant in variants {
            guard let entry = result.cases.first(where: { $0.variant == variant.name }) else { continue }
            pairs[variant] = ratios[entry.id]
        }
        self.pairs = pairs
    }

    /// The points of a form, by ascending sparsity.
    func points(of form: SparsityForm) -> [Crossover.Point] {
        pairs.filter { $0.key.form == form }.sorted { $0.key.sparsity < $1.key.sparsity }
            .map { Crossover.Point(x: $0.key.sparsity, logRatios: $0.value) }
    }

    /// How many times as fast as the baseline a variant is, with the interval of its median; nil where it was not measured.
    func speedup(_ variant: SparsityVariant) -> (value: Double, interval: Report.Interval)? {
        guard let rounds = pairs[variant], let ratios = try? LogRatios(rounds, named: variant.name) else { return nil }
        let interval = ratios.interval(alpha: 1 - Self.confidence)
        return (.exp(-ratios.estimate), .init(.exp(-interval.high), .exp(-interval.low)))
    }

    /// A curve for each form with several sparsities.
    func series() -> [Report.Series] {
        guard result.conditions["pass"] == StepConditions.Pass.step.rawValue else { return [] }
        return SparsityForm.allCases.filter { $0.sparsity == nil }.compactMap { form in
            let points = points(of: form).compactMap { point in
                speedup(SparsityVariant(form: form, sparsity: point.x)).map { speedup in
                    Report.Series.Point(x: point.x, y: speedup.value, interval: speedup.interval)
                }
            }
            guard points.count > 1 else { return nil }
            return .init(
                name: "\(result.workload), \(result.conditions["stage"] ?? "")", x: .init(name: "sparsity", unit: "1"),
                y: .init(name: "speed-up", unit: "1"), points: points, label: form.rawValue)
        }
    }
}
