import Measurement
import Report

/// Plans a group for errors without a change, and one for each change of their rate: all detectors.
struct DetectorPlanner {
    let definition: DetectorDefinition
    let seed: UInt64

    static let workload = "errors"

    func groups() throws -> [GroupPlan] { try ([nil] + definition.steps.map(Optional.some)).map(group) }

    static func conditions(_ step: Double?) -> [String: String] { ["rate": step.map { "\($0)" } ?? "constant"] }

    private func group(_ step: Double?) throws -> GroupPlan {
        let conditions = Self.conditions(step)
        let cases = try definition.detectors.enumerated().map { index, kind in
            guard
                let id = CaseID(
                    suite: AdaptationSuite.name, workload: Self.workload, variant: kind.rawValue, conditions: conditions
                )
            else { throw SuiteError.badName(kind.rawValue) }
            let own = DetectorCase(kind: kind, definition: definition, step: step, seed: seed)
            return CasePlan(
                id: id, role: index == 0 ? .baseline : .variant, precision: "fp64",
                shape: [
                    "kind": .text("errors"), "before": .text("\(definition.rate)"),
                    "after": .text("\(step ?? definition.rate)"),
                    "streams": .number(definition.streams),
                ], work: .init(macs: 0, bytes: 0), prepare: own.prepare)
        }
        return GroupPlan(
            workload: Self.workload, conditions: conditions, cases: cases, unmetered: "a value takes too short a time")
    }
}
