import Measurement
import MicroLearning
import Quantities
import Report

/// What a small model's first parameters owe to a large one.
struct DistillationFindings {
    let scenarios: [MicroScenario]
    let results: [GroupResult]

    func all() -> [Report.Finding] { scenarios.compactMap(finding) }

    private func finding(_ scenario: MicroScenario) -> Report.Finding? {
        let result = results.first {
            $0.workload == scenario.name && $0.conditions == DistillationPlanner.conditions
        }
        func entry(_ learnt: Distillation.Learnt) -> Report.Case? {
            result?.cases.first { $0.variant == learnt.rawValue }
        }
        guard let teacher = entry(.teacher), let student = entry(.student), let hard = entry(.hardLabels),
            let own = student.figure("accuracy"), let large = words(teacher), let small = words(student),
            let labels = words(hard)
        else { return nil }
        return .init(
            name: "distillation.\(scenario.name)", value: own.value, unit: "1", interval: own.interval,
            provenance: .measured,
            statement:
                "\(scenario.title), before it has met its own: a large model of a population gets \(large); the small one that learnt "
                + "its scores \(small); the same by labels alone, of as many events, \(labels)")
    }

    /// `78.0 % [77, 79] right with 14.5 KiB in 1.2 µs, a loss of 0.456 nats`.
    private func words(_ entry: Report.Case) -> String? {
        guard let accuracy = entry.figure("accuracy"), let loss = entry.figure("loss"),
            let bytes = entry.figure("memory.parameters"), let time = entry.figure("time")
        else { return nil }
        return
            "\(points(accuracy)) right with \(ByteCount(Int(bytes.value))) in \(Seconds(time.value)), a loss of \(nats(loss.value))"
    }
}
