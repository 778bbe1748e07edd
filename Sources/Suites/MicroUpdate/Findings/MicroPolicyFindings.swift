import MicroLearning
import Quantities
import Report

/// When a small model should learn: what each policy gains after the truth has changed, and how often it learns.
struct MicroPolicyFindings {
    let learnt: [MicroLearnt]

    /// A sentence for each scenario.
    var overview: [Report.Finding] { learnt.flatMap { [adaptive($0), triggered($0)].compactMap { $0 } } }

    /// Each policy's figures, a table for each scenario.
    var grids: [Report.Finding] { learnt.flatMap { learnt in learnt.policies.flatMap { cells(learnt, $0) } } }

    /// Which policies are shown to beat the model as it was shipped.
    private func adaptive(_ learnt: MicroLearnt) -> Report.Finding? {
        let others = learnt.policies.filter { $0.way.policy != .frozen && $0.figure("accuracy.gain") != nil }
        guard let frozen = learnt.entry(.frozen), let shipped = frozen.figure("accuracy.after"),
            let before = frozen.figure("accuracy.before"),
            let best = (others.contains(where: \.isBetter) ? others.filter(\.isBetter) : others)
                .max(by: { gained($0) < gained($1) }), let most = best.figure("accuracy.gain")
        else { return nil }
        let better = others.filter(\.isBetter), worse = others.filter(\.isWorse)
        let open = others.filter { !$0.isBetter && !$0.isWorse }
        func names(_ entries: [MicroLearnt.Entry]) -> String {
            entries.map { "\($0.way.policy)" }.joined(separator: ", ")
        }
        var words =
            "\(learnt.scenario.title): as shipped \(points(before)) are \(learnt.scenario.hit) before the change and \(points(shipped)) "
            + "after it, over \(counted(learnt.scenario.individuals, "individual"))"
        words +=
            better.isEmpty
            ? "; no policy is shown to do better after it"
            : "; shown to do better after it, at 95 % for all: \(names(better)); most gains \(best.way.policy), "
                + gain(most)
        if !open.isEmpty { words += "; neither shown better nor worse: \(names(open))" }
        if !worse.isEmpty { words += "; shown to do worse: \(names(worse))" }
        return .init(
            name: "learning-gain.\(learnt.scenario.name)", value: most.value, unit: "1", interval: most.interval,
            provenance: .measured, statement: words)
    }

    private func gained(_ entry: MicroLearnt.Entry) -> Double { entry.figure("accuracy.gain")?.value ?? -1 }

    /// What learning only where it matters keeps of the gain, and of the updates.
    private func triggered(_ learnt: MicroLearnt) -> Report.Finding? {
        guard let all = learnt.entry(.everyEvent), let whole = all.figure("accuracy.after") else { return nil }
        let few = learnt.policies.filter { entry in
            switch entry.way.policy {
            case .whenSurprised, .afterDrift: true
            case .frozen, .everyEvent, .miniBatch: false
            }
        }
        let words = few.compactMap { entry -> String? in
            guard let accuracy = entry.figure("accuracy.after"), let share = entry.figure("updates.share") else {
                return nil
            }
            let time = entry.figure("time").map { " in \(Seconds($0.value)) an event" } ?? ""
            return "\(entry.way.policy) \(points(accuracy)) with \(percent(share.value)) of the updates\(time)"
                + entry.entry.alarms(of: "changes")
        }
        guard !words.isEmpty else { return nil }
        let every = all.figure("time").map { " in \(Seconds($0.value)) an event" } ?? ""
        return .init(
            name: "event-triggered.\(learnt.scenario.name)", value: whole.value, unit: "1", interval: whole.interval,
            provenance: .measured,
            statement:
                "\(learnt.scenario.title): learning from every event \(points(whole)) are \(learnt.scenario.hit) after the change\(every); "
                + words.joined(separator: "; "))
    }

    /// A row of a scenario's table.
    private func cells(_ learnt: MicroLearnt, _ entry: MicroLearnt.Entry) -> [Report.Finding] {
        let columns: [(name: String, metric: String, words: String)] = [
            ("before", "accuracy.before", "\(learnt.scenario.hit) before the change"),
            ("after", "accuracy.after", "\(learnt.scenario.hit) from it on"),
            ("gain", "accuracy.gain", "beside the model as shipped"),
            ("updates", "updates.share", "of the events lead to an update"),
            ("time", "time", "an event on this machine"),
        ]
        return columns.compactMap { column in
            guard let figure = entry.figure(column.metric), !(column.name == "gain" && entry.way == .frozen) else {
                return nil
            }
            let text =
                switch column.name {
                case "time": "\(Seconds(figure.value))"
                case "gain": gain(figure)
                default: points(figure)
                }
            return .init(
                name: "policies.\(learnt.scenario.name).\(column.name):policy=\(entry.way.policy)", value: figure.value,
                unit: figure.unit, interval: figure.interval, provenance: figure.provenance,
                statement: "\(learnt.scenario.title), \(entry.way.policy): \(text) \(column.words)")
        }
    }
}
