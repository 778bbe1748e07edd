import Measurement
import MicroLearning
import Report

/// Plans a group for each scenario: the large model of a population, and the small ones that begin from it or without it.
struct DistillationPlanner {
    let stores: LatestValue<MicroScenario, MicroStore>

    /// What stands beside a scenario's name in its group.
    static let conditions = ["pass": "start"]

    /// - Throws: ``SuiteError/badName(_:)``.
    func group(_ scenario: MicroScenario) throws -> GroupPlan {
        let cases = try Distillation.Learnt.allCases.map { learnt in
            guard
                let id = CaseID(
                    suite: MicroUpdateSuite.name, workload: scenario.name, variant: learnt.rawValue,
                    conditions: Self.conditions)
            else { throw SuiteError.badName("\(scenario.name) \(learnt.rawValue)") }
            return CasePlan(
                id: id, role: learnt == .teacher ? .baseline : .variant, precision: MicroPrecision.fp32.rawValue,
                shape: scenario.parameters, work: .init(macs: 0, bytes: 0)
            ) { [stores] in
                try DistillationCase(learnt: learnt, store: stores.value(of: scenario, named: scenario.name)).prepare()
            }
        }
        return GroupPlan(
            workload: scenario.name, conditions: Self.conditions, cases: cases,
            unmetered: "a score takes too short a time beside the training before it")
    }
}
