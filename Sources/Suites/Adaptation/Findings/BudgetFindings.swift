import Adaptation
import Quantities
import Report

/// The best strategy that a device can spare what it takes.
struct BudgetFindings {
    let adapted: [Adapted]
    let budget: DeviceBudget

    func all() -> [Report.Finding] { adapted.compactMap(best) }

    /// What a strategy takes too much of, or what nobody knows of it; nil where it fits.
    private func obstacle(_ entry: Adapted.Entry) -> String? {
        if let memory = budget.memory, entry.memory > Double(memory.count) { return kibibytes(entry.memory) }
        if let limit = budget.energy {
            guard let energy = entry.energy else { return "energy unknown" }
            if energy > limit.value { return "\(Joules(energy)) an event" }
        }
        if let limit = budget.latency {
            guard let latency = entry.latency else { return "time unknown" }
            if latency > limit.value { return "\(Seconds(latency)) an event with its update" }
        }
        return nil
    }

    private func best(_ adapted: Adapted) -> Report.Finding? {
        let fitting = adapted.entries.filter { obstacle($0) == nil }
        let others = adapted.entries.compactMap { entry in obstacle(entry).map { "\(entry.strategy.name) (\($0))" } }
        let place = "\(adapted.workload.name):drift=\(adapted.workload.drift.name)"
        let refused = others.isEmpty ? "all others fit, too" : "not fitting: " + others.joined(separator: ", ")
        guard let best = fitting.max(by: { $0.accuracy < $1.accuracy }), let accuracy = best.figure("accuracy.after")
        else {
            return adapted.entries.isEmpty
                ? nil
                : .init(
                    name: "no-strategy-fits.\(place)", value: 0, unit: "1", provenance: .derived,
                    statement: "\(adapted.workload.title), within \(budget.words): no strategy fits; \(refused)")
        }
        // That intervals overlap does not show two to be alike, but that neither is shown to be better.
        let alike = fitting.filter { ($0.figure("accuracy.after")?.interval.high ?? 0) >= accuracy.interval.low }
        let cheapest = alike.filter { $0.energy != nil }.min { ($0.energy ?? 0) < ($1.energy ?? 0) }
        var words =
            "\(adapted.workload.title), within \(budget.words): \(best.strategy.name) gets most right from the drift on, "
            + "\(points(accuracy)), with \(kibibytes(best.memory))"
        words += best.energy.map { " and \(Joules($0)) an event, modelled" } ?? ""
        if best.recomputed > 0 {
            words +=
                ", which it fits by computing activations again, \(percent(best.recomputed)) of an update's multiply–accumulates"
        }
        words += best.latency.map { "; 99 of 100 events with an update take at most \(Seconds($0)) here" } ?? ""
        // Of the same arithmetic energies differ by nothing that is modelled.
        if let cheapest, let energy = cheapest.energy, let most = best.energy, energy < 0.98 * most {
            words +=
                "; of those whose intervals overlap with its own, \(cheapest.strategy.name) takes the least energy, \(Joules(energy)) "
                + "an event, and gets \(decimals(100 * cheapest.accuracy)) %"
        }
        if !best.strategy.isAdaptive { words += "; no strategy that learns and fits gets more here" }
        return .init(
            name: "best-strategy.\(place)", value: accuracy.value, unit: "1", interval: accuracy.interval,
            provenance: .measured, statement: "\(words); \(refused)")
    }
}
