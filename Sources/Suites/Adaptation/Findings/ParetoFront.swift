import Adaptation
import Report

/// Which strategies no other beats in accuracy, energy and memory at once.
struct ParetoFront {
    let adapted: Adapted
    /// On the front, by their energy.
    let best: [Adapted.Entry]
    /// Beaten by another one.
    let others: [Adapted.Entry]

    init(_ adapted: Adapted) {
        self.adapted = adapted
        let known = adapted.entries.filter { $0.energy != nil }
        let split = ParetoSplit(known) { [-$0.accuracy, $0.energy ?? .infinity, $0.memory] }
        best = split.best.sorted { ($0.energy ?? 0) < ($1.energy ?? 0) }
        others = split.others
    }

    /// Accuracy over energy.
    var series: [Report.Series] {
        [("on the front", best), ("beaten by another", others)].compactMap { label, entries in
            guard !entries.isEmpty else { return nil }
            return Report.Series(
                name: "front: \(adapted.workload.title)", x: .init(name: "modelled energy of an event", unit: "J"),
                y: .init(name: "accuracy from the drift on", unit: "1"),
                points: entries.map { entry in
                    .init(x: entry.energy ?? 0, y: entry.accuracy, interval: entry.figure("accuracy.after")?.interval)
                }, label: label, names: entries.map(\.strategy.name))
        }
    }
}
