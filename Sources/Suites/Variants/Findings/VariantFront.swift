import Quantities
import Report

/// Which variants no other beats in accuracy, modelled energy and memory at once.
struct VariantFront {
    private let results: VariantResults
    /// By their energy.
    private let best: [VariantResults.Entry]
    private let others: [VariantResults.Entry]

    init(_ results: VariantResults) {
        self.results = results
        // What learns is judged from a drift on, and would be beaten here by what it takes for that.
        let split = ParetoSplit(
            results.entries.filter { $0.energy != nil && $0.variant.strategy?.isAdaptive != true }
        ) {
            [-$0.accuracy, $0.energy ?? .infinity, $0.memory]
        }
        best = split.best.sorted { ($0.energy ?? 0) < ($1.energy ?? 0) }
        others = split.others
    }

    /// The front, and what the cheapest on it costs in accuracy.
    var findings: [Report.Finding] {
        guard let cheapest = best.first, let energy = cheapest.energy,
            let source = cheapest.figure("energy.compute")?.source
        else { return [] }
        let listed = best.map { entry in
            "\(entry.variant.name) (\(decimals(100 * entry.accuracy)) %, \(Joules(entry.energy ?? 0)), \(kibibytes(entry.memory)))"
        }
        let beaten =
            others.isEmpty ? "" : "; beaten by one of these: \(others.map(\.variant.name).joined(separator: ", "))"
        return [
            .init(
                name: "front.\(results.definition.workload)", value: energy, unit: "J", provenance: .modelled,
                statement:
                    "\(results.definition.title): of variants that do not learn, by their figures, whatever the intervals, no other beats these "
                    + "in accuracy, modelled energy of an event and memory at once: " + listed.joined(separator: ", ")
                    + beaten,
                source: source), cost(of: cheapest),
        ].compactMap { $0 }
    }

    /// What the variant of least energy loses against the baseline, seed by seed.
    private func cost(of cheapest: VariantResults.Entry) -> Report.Finding? {
        guard let baseline = results.baseline, cheapest.variant.name != baseline.variant.name,
            let difference = cheapest.figure("accuracy.difference"), let energy = cheapest.energy
        else { return nil }
        let ratio =
            baseline.energy.map { "\(times(energy / $0)) \(baseline.variant.name)'s energy" } ?? "\(Joules(energy))"
        let verdict =
            difference.interval.high < 0
            ? "shown to be worse"
            : difference.interval.low > 0 ? "shown to be better" : "not shown to be better or worse"
        return .init(
            name: "cheapest.\(results.definition.workload)", value: difference.value, unit: "1",
            interval: difference.interval, provenance: .derived,
            statement:
                "\(results.definition.title): the cheapest of these, \(cheapest.variant.name), takes \(ratio) by "
                + "its multiply–accumulates and \(times(cheapest.memory / baseline.memory)) its memory\(time(cheapest, by: baseline)); its accuracy less that of \(baseline.variant.name), seed by "
                + "seed, is \(gain(difference)): \(verdict), at 95 % for all variants together")
    }

    /// What its kernels take here, which need not follow its multiply–accumulates.
    private func time(_ entry: VariantResults.Entry, by baseline: VariantResults.Entry) -> String {
        guard let own = entry.figure("time"), let other = baseline.figure("time") else { return "" }
        return ", and \(times(own.value / other.value)) its time here"
    }

    /// Accuracy over energy.
    var series: [Report.Series] {
        [("beaten by none", best), ("beaten by another", others)].compactMap { label, entries in
            guard !entries.isEmpty else { return nil }
            return Report.Series(
                name: "front: \(results.definition.title)", x: .init(name: "modelled energy of an event", unit: "J"),
                y: .init(name: "accuracy", unit: "1"),
                points: entries.map { entry in
                    .init(x: entry.energy ?? 0, y: entry.accuracy, interval: entry.figure("accuracy")?.interval)
                }, label: label, names: entries.map(\.variant.name))
        }
    }
}
