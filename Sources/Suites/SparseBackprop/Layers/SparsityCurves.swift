import Kernels
import Measurement
import Report
import Statistics

/// Speed-up over sparsity in one group, form by form: log ratios of the same rounds.
struct SparsityCurves {
    let result: GroupResult
    private let measured: [SparsityVariant: Measured]

    /// A variant's rounds.
    private struct Measured {
        /// The share that it really leaves out: whole units.
        var sparsity: Double
        var logRatios: [Double]
    }

    init(_ result: GroupResult, variants: [SparsityVariant]) {
        self.result = result
        let ratios = Dictionary(PairedCosts.all(in: result).map { ($0.variant, $0.logRatios) }) { first, _ in first }
        var measured: [SparsityVariant: Measured] = [:]
        for variant in variants {
            guard let entry = result.cases.first(where: { $0.variant == variant.name }),
                let logRatios = ratios[entry.id]
            else { continue }
            var sparsity = variant.sparsity
            if case .text(let text)? = entry.parameters["sparsity"] { sparsity = Double(text) ?? sparsity }
            measured[variant] = Measured(sparsity: sparsity, logRatios: logRatios)
        }
        self.measured = measured
    }

    /// The points of a form, by ascending sparsity.
    func points(of form: SparsityForm) -> [Crossover.Point] {
        measured.filter { $0.key.form == form }.values.sorted { $0.sparsity < $1.sparsity }
            .map { Crossover.Point(x: $0.sparsity, logRatios: $0.logRatios) }
    }

    /// The share that a variant really leaves out; nil where it was not measured.
    func sparsity(_ variant: SparsityVariant) -> Double? { measured[variant]?.sparsity }

    /// How many times as fast as the baseline a variant is, with the interval of its median; nil where it was not measured.
    func speedup(_ variant: SparsityVariant) -> (value: Double, interval: Report.Interval)? {
        measured[variant].flatMap { TimeRatio($0.logRatios) }?.speedup
    }

    /// A curve for each form with several sparsities.
    func series() -> [Report.Series] {
        guard result.conditions["pass"] == StepConditions.Pass.step.rawValue else { return [] }
        return SparsityForm.allCases.filter { $0.sparsity == nil }.compactMap { form in
            let variants = measured.keys.filter { $0.form == form }.sorted { $0.sparsity < $1.sparsity }
            let points = variants.compactMap { variant -> Report.Series.Point? in
                guard let x = sparsity(variant), let speedup = speedup(variant) else { return nil }
                return Report.Series.Point(x: x, y: speedup.value, interval: speedup.interval)
            }
            guard points.count > 1 else { return nil }
            return .init(
                name: "\(result.workload), \(result.conditions["stage"] ?? "")", x: .init(name: "sparsity", unit: "1"),
                y: .init(name: "speed-up", unit: "1", mark: 1), points: points, label: form.rawValue)
        }
    }
}
