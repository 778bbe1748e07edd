import Adaptation
import Quantities
import Report

/// What each strategy comes to under a drift, and which are shown to beat the model that stays as it is.
struct StrategyFindings {
    let adapted: [Adapted]

    /// The memories of small devices.
    private static let memories = [64, 256, 1024]

    var overview: [Report.Finding] {
        adapted.flatMap { adapted -> [Report.Finding] in
            [gains(adapted), triggered(adapted), front(adapted)].compactMap { $0 }
                + Self.memories.map { fits($0, adapted) }
        }
    }

    var grids: [Report.Finding] { adapted.flatMap { adapted in adapted.entries.flatMap { cells(adapted, $0) } } }

    private func place(_ adapted: Adapted) -> String { "\(adapted.workload.name):drift=\(adapted.workload.drift.name)" }

    private func names(_ entries: [Adapted.Entry]) -> String { entries.map(\.strategy.name).joined(separator: ", ") }

    /// Which strategies are shown to do better than the frozen model.
    private func gains(_ adapted: Adapted) -> Report.Finding? {
        let others = adapted.entries.filter { $0.strategy.isAdaptive && $0.figure("accuracy.gain") != nil }
        guard let frozen = adapted.entry(.frozen), let shipped = frozen.figure("accuracy.after"),
            let before = frozen.figure("accuracy.before"),
            let best = (others.contains(where: \.isBetter) ? others.filter(\.isBetter) : others)
                .max(by: { $0.accuracy < $1.accuracy }), let most = best.figure("accuracy.gain")
        else { return nil }
        let better = others.filter(\.isBetter), worse = others.filter(\.isWorse)
        let open = others.filter { !$0.isBetter && !$0.isWorse }
        var words =
            "\(adapted.workload.title): as it is the model gets \(points(before)) right before and \(points(shipped)) from then "
            + "on, over \(counted(adapted.workload.running.lots, "seed")); "
        words +=
            better.isEmpty
            ? "no strategy is shown to do better"
            : "\(better.count) of \(counted(others.count, "strategy", plural: "strategies")) are shown to do better, at 95 % for "
                + "all: most \(best.strategy.name), \(gain(most))"
        words += "; each learns at the rate that trials under the same drift with other seeds chose for it"
        if !open.isEmpty { words += "; neither shown better nor worse: \(names(open))" }
        if !worse.isEmpty { words += "; shown to do worse: \(names(worse))" }
        return .init(
            name: "adaptation-gain.\(place(adapted))", value: most.value, unit: "1", interval: most.interval,
            provenance: .measured, statement: words)
    }

    /// What learning only where it matters keeps of the gain.
    private func triggered(_ adapted: Adapted) -> Report.Finding? {
        let words = adapted.entries.filter { $0.strategy.isAdaptive && $0.strategy.trigger != .every }.compactMap {
            entry -> String? in
            guard let accuracy = entry.figure("accuracy.after"), let share = entry.figure("updates.share") else {
                return nil
            }
            return "\(entry.strategy.name) \(points(accuracy)) with \(percent(share.value)) of the updates"
                + entry.entry.alarms(of: "drifts")
        }
        guard !words.isEmpty, let full = adapted.entry(AdaptationStrategy(.full))?.figure("accuracy.after") else {
            return nil
        }
        return .init(
            name: "event-triggered.\(place(adapted))", value: full.value, unit: "1", interval: full.interval,
            provenance: .measured,
            statement:
                "\(adapted.workload.title): learning everything from every event gets \(points(full)) right from the drift "
                + "on; " + words.joined(separator: "; "))
    }

    private func front(_ adapted: Adapted) -> Report.Finding? {
        let front = ParetoFront(adapted)
        guard let last = front.best.last, let energy = last.energy else { return nil }
        let words = front.best.map { entry in
            "\(entry.strategy.name) (\(decimals(100 * entry.accuracy)) %, \(Joules(entry.energy ?? 0)), \(kibibytes(entry.memory)))"
        }
        return .init(
            name: "front.\(place(adapted))", value: energy, unit: "J", provenance: .modelled,
            statement:
                "\(adapted.workload.title): by their figures, whatever the intervals, no other strategy beats these in accuracy, modelled "
                + "energy of an event and memory at once: " + words.joined(separator: ", "),
            source: last.figure("energy.compute")?.source ?? "energies of multiply–accumulates as published")
    }

    /// Which strategies fit a device's memory, and which do where activations are computed again.
    private func fits(_ limit: Int, _ adapted: Adapted) -> Report.Finding {
        let bytes = Double(limit << 10)
        let fitting = adapted.entries.filter { $0.memory <= bytes && $0.recomputed == 0 }
        let others = adapted.entries.filter { $0.memory > bytes || $0.recomputed > 0 }
        let recomputing = others.filter { $0.leastMemory <= bytes }
        func listed(_ entries: [Adapted.Entry], _ memory: (Adapted.Entry) -> Double) -> String {
            entries.isEmpty
                ? "none" : entries.map { "\($0.strategy.name) (\(kibibytes(memory($0))))" }.joined(separator: ", ")
        }
        var words = "\(adapted.workload.title), within \(limit) KiB: "
        if others.isEmpty {
            words += "all strategies fit"
        } else {
            words += "\(fitting.isEmpty ? "none fits as it is" : names(fitting))"
            words +=
                "; where activations are computed again: \(listed(recomputing, \.leastMemory)); not fitting: "
                + listed(others.filter { $0.leastMemory > bytes }, \.leastMemory)
            words +=
                ", each with what it takes at the least, weights packed for this machine's kernels included"
        }
        return .init(
            name: "strategies-fit.\(limit)KiB.\(place(adapted))", value: Double(fitting.count), unit: "1",
            provenance: .derived, statement: words)
    }

    /// A row of a scenario's table.
    private func cells(_ adapted: Adapted, _ entry: Adapted.Entry) -> [Report.Finding] {
        let columns: [(name: String, metric: String, words: String)] = [
            ("before", "accuracy.before", "right before the drift"), ("after", "accuracy.after", "right from it on"),
            ("gain", "accuracy.gain", "beside the frozen model"),
            ("late", "accuracy.late", "right in the last quarter"),
            ("forgetting", "forgetting", "of the old regime's held-out examples lost"),
            ("recovery", "recovery", "events until accuracy is back"),
            ("updates", "updates.share", "of the events lead to an update"),
            ("labels", "labels.share", "of the events ask for their label"), ("memory", "memory.planned", "of memory"),
            ("time", "time", "an event with its update on this machine"),
        ]
        let cells = columns.compactMap { column -> Report.Finding? in
            guard let figure = entry.figure(column.metric), !(column.name == "gain" && !entry.strategy.isAdaptive)
            else {
                return nil
            }
            let text =
                switch column.name {
                case "time": "\(Seconds(figure.value))"
                case "memory": kibibytes(figure.value)
                case "recovery": "\(Int(figure.value.rounded()))"
                case "gain", "forgetting": gain(figure)
                default: points(figure)
                }
            // Counts stand as such beside shares.
            return self.cell(
                adapted, entry, column.name, figure.value, figure.unit, figure.interval, figure.provenance,
                text + " " + column.words)
        }
        guard let energy = entry.energy, let source = entry.figure("energy.compute")?.source else { return cells }
        return cells + [
            cell(
                adapted, entry, "energy", energy, "J", entry.energyInterval, .modelled,
                "\(Joules(energy)) an event, modelled: a prediction and its share of updates", source)
        ]
    }

    private func cell(
        _ adapted: Adapted, _ entry: Adapted.Entry, _ column: String, _ value: Double, _ unit: String,
        _ interval: Report.Interval?, _ provenance: Report.Provenance, _ words: String, _ source: String? = nil
    ) -> Report.Finding {
        .init(
            name:
                "strategies.\(adapted.workload.name)-\(adapted.workload.drift.name).\(column):strategy=\(entry.strategy.name)",
            value: value, unit: unit, interval: interval, provenance: provenance,
            statement: "\(adapted.workload.title), \(entry.strategy.name): \(words)", source: source)
    }
}
