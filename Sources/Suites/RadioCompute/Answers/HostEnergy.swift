import EnergyModels
import Quantities
import Report
import Measurement

/// What training steps take on this machine, where it has a meter.
struct HostEnergy {
    private let results: [GroupResult]

    init(_ results: [GroupResult]) {
        self.results = results
    }

    /// A step's energy, or why there is none.
    func step(of learning: Scenario.Learning) -> Result<ProfileNumber, HostEnergyMissing> {
        guard let (workload, variant) = learning.measured else {
            return .failure(HostEnergyMissing(reason: "multiply–accumulates alone are given, nothing to measure"))
        }
        let cases = results.filter { $0.workload == workload }.flatMap(\.cases)
        guard let entry = cases.first(where: { $0.variant == "update-\(variant.name)" }) else {
            return .failure(HostEnergyMissing(reason: "the training step of \(workload) was not measured in this run"))
        }
        switch entry.metrics["energy"] {
        case .value(let figure):
            return .success(
                ProfileNumber(
                    name: "step", value: figure.value, low: figure.interval.low, high: figure.interval.high,
                    form: .normal, unit: "J", text: "\(Joules(figure.value))",
                    conditions: "metered, idle power included",
                    kind: .measured, source: NumberSource(key: "run", document: "this run's \(entry.id)"),
                    verification: .read))
        case .unavailable(_, let reason):
            return .failure(HostEnergyMissing(reason: "a step's energy on this machine: \(reason)"))
        case nil:
            let failed = entry.checks.first { !$0.passed }?.name
            return .failure(
                HostEnergyMissing(reason: failed.map { "the step's check \($0) failed" } ?? "the step could not run"))
        }
    }
}
