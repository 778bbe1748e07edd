import Kernels
import Learning
import Measurement
import Report

/// Plans a group for each task: everything trained, and the variants that compute less.
struct TaskPlanner {
    let variants: [TaskVariant]
    let best: BestTrainingBackend
    let seed: UInt64

    /// What stands beside a task's name in its group: that it is learnt to the end.
    static let conditions = ["pass": "training"]

    /// - Throws: `SuiteError` for a name that no id takes.
    func group(_ workload: TaskWorkload) throws -> GroupPlan {
        func id(_ variant: String) throws -> CaseID {
            guard
                let id = CaseID(
                    suite: SparseBackprop.name, workload: workload.name, variant: variant,
                    conditions: Self.conditions)
            else { throw SuiteError.badName("\(workload.name) \(variant)") }
            return id
        }
        let store = TaskStore(workload, seed: seed)
        let cases = try variants.map { variant in
            CasePlan(
                id: try id("train-\(variant.name)"), role: variant == .dense ? .baseline : .variant,
                precision: Precision.fp32.rawValue, shape: workload.parameters, work: .init(macs: 0, bytes: 0),
                library: variant.isDense ? BestTrainingBackend.library : nil
            ) { try TaskCase(variant: variant, store: store, best: best).prepare() }
        }
        return GroupPlan(
            workload: workload.name, conditions: Self.conditions, cases: cases,
            unmetered: "a step lasts too short a time beside the training before it")
    }
}
