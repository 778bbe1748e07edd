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
        func costs(_ entry: Adapted.Entry) -> [Double] { [-entry.accuracy, entry.energy ?? .infinity, entry.memory] }
        func isBeaten(_ entry: Adapted.Entry) -> Bool {
            let own = costs(entry)
            return known.contains { other in
                let pairs = Array(zip(costs(other), own))
                return pairs.allSatisfy { $0.0 <= $0.1 } && pairs.contains { $0.0 < $0.1 }
            }
        }
        best = known.filter { !isBeaten($0) }.sorted { ($0.energy ?? 0) < ($1.energy ?? 0) }
        others = known.filter(isBeaten)
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
