import Adaptation
import Measurement
import Quantities
import Report

/// Plans a group for each scenario and drift: all strategies.
struct AdaptationPlanner {
    let strategies: [AdaptationStrategy]
    let device: AdaptationDevice
    /// That learning may take; nil is no limit.
    let memory: ByteCount?
    let stores: LatestValue<AdaptationWorkload, AdaptationStore>
    let seed: UInt64

    /// - Throws: ``SuiteError/badName(_:)``.
    func group(_ workload: AdaptationWorkload) throws -> GroupPlan {
        let cases = try strategies.map { strategy in
            guard
                let id = CaseID(
                    suite: AdaptationSuite.name, workload: workload.name, variant: strategy.name,
                    conditions: workload.conditions)
            else { throw SuiteError.badName("\(workload.name) \(strategy.name)") }
            return CasePlan(
                id: id, role: strategy == .frozen ? .baseline : .variant, precision: strategy.numbers.rawValue,
                shape: workload.parameters, work: .init(macs: 0, bytes: 0)
            ) { [stores, device, memory, seed, comparisons = strategies.count - 1] in
                try AdaptationCase(
                    strategy: strategy, workload: workload,
                    store: stores.value(of: workload, named: workload.scenario.name), device: device,
                    memory: memory, comparisons: comparisons, seed: seed
                ).prepare()
            }
        }
        return GroupPlan(
            workload: workload.name, conditions: workload.conditions, cases: cases,
            unmetered: "an update lasts too short a time beside the learning before it")
    }
}
