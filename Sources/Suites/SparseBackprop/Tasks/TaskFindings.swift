import Measurement
import Report

/// What less computing costs in accuracy, and what it saves where it costs none.
struct TaskFindings {
    let workloads: [TaskWorkload]
    let variants: [TaskVariant]
    let results: [GroupResult]

    /// As accurate is what keeps this share of the accuracy with everything, as far as the lots tell.
    private static let kept = 0.99

    /// What equal accuracy takes.
    var overview: [Report.Finding] { measured.flatMap(equal) }

    /// What each variant reaches.
    var details: [Report.Finding] {
        measured.flatMap { workload, result in variants.compactMap { accuracy($0, workload, result) } }
    }

    private var measured: [(TaskWorkload, GroupResult)] {
        results.filter { $0.conditions == TaskPlanner.conditions }.compactMap { result in
            workloads.first { $0.name == result.workload }.map { ($0, result) }
        }
    }

    private func entry(_ variant: TaskVariant, _ result: GroupResult) -> Report.Case? {
        result.cases.first { $0.variant == "train-\(variant.name)" }
    }

    private func points(_ share: Double) -> String { decimals(100 * share) + " %" }

    private func accuracy(
        _ variant: TaskVariant, _ workload: TaskWorkload, _ result: GroupResult
    ) -> Report.Finding? {
        guard let own = entry(variant, result), let accuracy = own.figure("accuracy") else { return nil }
        let loss = own.figure("loss").map { nats($0.value) } ?? "no number"
        return .init(
            name: "accuracy.\(variant.name):\(workload.name)", value: accuracy.value, unit: "1",
            interval: accuracy.interval, provenance: .measured,
            statement: "\(workload.name), \(variant.words): \(points(accuracy.value)) of the examples of others are "
                + "right, 95 % interval [\(points(accuracy.interval.low)), \(points(accuracy.interval.high))] over "
                + "\(accuracy.count) seeds; loss \(loss)")
    }

    /// A variant beside training with everything.
    private struct Judged {
        var variant: TaskVariant
        /// Whether it is shown to be as accurate.
        var isAlike: Bool
        /// The time of its steps by those with everything.
        var step: TimeRatio
        /// What its steps take, and those with everything, in bytes.
        var memory, denseMemory: Double

        /// The time of a whole training by that with everything.
        var time: Double { time(step.value) }

        /// The same where steps take a ratio of the time of those with everything.
        func time(_ ratio: Double) -> Double {
            variant.epochs * (variant.denseShare + (1 - variant.denseShare) * ratio)
        }

        /// The memory of a whole training by that with everything: when it is fullest.
        var memoryShare: Double { (variant.denseShare > 0 ? max(memory, denseMemory) : memory) / denseMemory }
    }

    private func judged(_ result: GroupResult) -> [Judged] {
        guard let dense = entry(.dense, result).flatMap({ $0.figure("memory.planned") }) else { return [] }
        return variants.compactMap { variant in
            guard variant != .dense, let own = entry(variant, result), let kept = own.figure("accuracy.ratio"),
                let step = TimeRatio(of: own.id, in: result), let memory = own.figure("memory.planned")
            else { return nil }
            return Judged(
                variant: variant, isAlike: kept.interval.low >= Self.kept, step: step, memory: memory.value,
                denseMemory: dense.value)
        }
    }

    /// What training takes at least among the variants that are as accurate: time and memory.
    private func equal(_ workload: TaskWorkload, _ result: GroupResult) -> [Report.Finding] {
        let judged = judged(result)
        guard !judged.isEmpty else { return [] }
        let alike = judged.filter(\.isAlike)
        let title = "\(workload.name), \(percent(Self.kept)) of the accuracy of training with everything"
        let shown = "of \(counted(judged.count, "variant")) are shown to keep it, at 95 % for all"
        guard let fastest = alike.min(by: { $0.time < $1.time }),
            let smallest = alike.min(by: { $0.memoryShare < $1.memoryShare })
        else {
            return [
                .init(
                    name: "no-equal-accuracy:\(workload.name)", value: Self.kept, unit: "1", provenance: .derived,
                    statement: "\(title): none \(shown)")
            ]
        }
        // Ending earlier may do as well; what computes less in each step is told besides.
        let others = alike.filter { $0.variant.epochs == 1 }
            .min { $0.time < $1.time }
        let further =
            fastest.variant.epochs == 1
            ? ""
            : others.map { "; with few weights or gradients \($0.variant.name), \(percent($0.time))" }
                ?? "; none of them with few weights or gradients"
        let (time, ends) = (fastest.time, fastest.step.interval)
        let interval = Report.Interval(fastest.time(ends.low), fastest.time(ends.high))
        return [
            .init(
                name: "equal-accuracy-time:\(workload.name)", value: time, unit: "1", interval: interval,
                provenance: .derived,
                statement:
                    "\(title): \(alike.count) \(shown); fastest is "
                    + "\(fastest.variant.name), whose training takes \(percent(time)) of the time, 95 % interval "
                    + "[\(percent(interval.low)), \(percent(interval.high))]\(further)"),
            .init(
                name: "equal-accuracy-memory:\(workload.name)", value: smallest.memoryShare, unit: "1",
                provenance: .derived,
                statement:
                    "\(title): least memory takes \(smallest.variant.name), \(percent(smallest.memoryShare)); its "
                    + "steps take \(kibibytes(smallest.memory)), those with everything \(kibibytes(smallest.denseMemory))"
            ),
        ]
    }
}
