import Kernels
import Measurement
import RealModule
import Report

/// The answer in short: from where on each form pays over all layers, in networks that keep their layout.
struct SparsityOverview {
    let crossings: [Crossing]
    /// Of whole steps.
    let curves: [SparsityCurves]
    let variants: [SparsityVariant]

    private static let stage = StepConditions.Stage.packed.rawValue

    func all() -> [Report.Finding] {
        SparsityForm.allCases.compactMap { $0.sparsity == nil ? curve(of: $0) : speed(of: $0) }
    }

    /// From the layer that pays first to the one that pays last.
    private func curve(of form: SparsityForm) -> Report.Finding? {
        let own = crossings.filter { $0.form == form && $0.curves.result.conditions["stage"] == Self.stage }
        guard own.count > 1 else { return nil }
        // What pays everywhere counts from the lowest sparsity on, what pays nowhere as though all were left out.
        let places = own.map { crossing in
            switch crossing.crossover.place {
            case .beforeFirst: (crossing, share: crossing.measured.first)
            case .at(let share): (crossing, share: share)
            case .none: (crossing, share: 1.0)
            }
        }.sorted { $0.share < $1.share }
        func text(_ place: (Crossing, share: Double)) -> String {
            place.0.crossover.place == .beforeFirst
                ? "below \(Crossing.text(place.share))" : Crossing.text(place.share)
        }
        let first = places[0], median = places[(places.count - 1) / 2]
        let paying = places.filter { $0.share < 1 }
        let never = places.filter { $0.share >= 1 }
        let highest = Crossing.text(never.map(\.0.measured.last).max() ?? 1)
        let words: String
        if let last = paying.last {
            let half =
                median.share < 1
                ? "of half of \(places.count) layers from \(text(median)) on"
                : "of fewer than half of \(places.count) layers"
            words =
                "a training step is faster from a sparsity of \(text(first)) (\(first.0.curves.result.workload)) to "
                + "\(text(last)) (\(last.0.curves.result.workload)) on, \(half)"
                + (never.isEmpty ? "" : "; of \(never.count) not at the highest sparsity, \(highest)")
        } else {
            words = "of none of \(places.count) layers a training step is faster at the highest sparsity, \(highest)"
        }
        return .init(
            name: "pays.\(form.rawValue)", value: median.share, unit: "1", provenance: .derived,
            statement: "\(form.rawValue) weights, \(first.0.curves.result.words): \(words)")
    }

    /// How fast a form is whose sparsity is given.
    private func speed(of form: SparsityForm) -> Report.Finding? {
        guard let variant = variants.first(where: { $0.form == form }) else { return nil }
        let own = curves.filter { $0.result.conditions["stage"] == Self.stage }.compactMap { curves in
            curves.speedup(variant).map { (curves.result, speed: $0.value, isFaster: $0.interval.low > 1) }
        }.sorted { $0.speed < $1.speed }
        guard own.count > 1, let least = own.first, let most = own.last else { return nil }
        let mean = Double.exp(own.reduce(0) { $0 + .log($1.speed) } / Double(own.count))
        return .init(
            name: "pays.\(form.rawValue)", value: mean, unit: "1", provenance: .derived,
            statement:
                "\(form.rawValue) weights, \(least.0.words): a training step is \(times(mean)) as fast as dense in "
                + "the geometric mean over \(own.count) layers, from \(times(least.speed)) (\(least.0.workload)) to "
                + "\(times(most.speed)) (\(most.0.workload)); faster by its 95 % interval in \(own.count { $0.isFaster })"
        )
    }
}
