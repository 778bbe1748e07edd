import Kernels
import Measurement
import MicroLearning
import Report

/// Plans a group for each scenario: all ways to learn.
struct MicroPlanner {
    let ways: [MicroWay]
    let stores: LatestValue<MicroScenario, MicroStore>

    /// What stands beside a scenario's name in its group.
    static let conditions = ["pass": "learning"]

    /// The frozen model decides nothing by its time: each way is as fast as what it does.
    /// - Throws: ``SuiteError/badName(_:)``.
    func group(_ scenario: MicroScenario) throws -> GroupPlan {
        let cases = try ways.map { way in
            guard
                let id = CaseID(
                    suite: MicroUpdateSuite.name, workload: scenario.name, variant: way.name,
                    conditions: Self.conditions)
            else { throw SuiteError.badName("\(scenario.name) \(way.name)") }
            return CasePlan(
                id: id, role: way == .frozen ? .baseline : .variant, precision: way.precision.rawValue,
                shape: scenario.parameters, work: .init(macs: 0, bytes: 0, parameters: scenario.source.shape.parameters)
            ) { [stores, comparisons = ways.count - 1] in
                try MicroCase(
                    way: way, store: stores.value(of: scenario, named: scenario.name), comparisons: comparisons
                ).prepare()
            }
        }
        return GroupPlan(
            workload: scenario.name, conditions: Self.conditions, cases: cases,
            unmetered: "an event lasts too short a time beside the learning before it")
    }
}
