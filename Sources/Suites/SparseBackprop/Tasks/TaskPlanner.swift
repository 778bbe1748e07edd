import Kernels
import Learning
import Measurement
import Report

/// Plans a group for each task: everything trained, and the variants that compute less.
struct TaskPlanner {
    let variants: [TaskVariant]
    let best: BestTrainingBackend
    let stores: LatestValue<TaskWorkload, TaskStore>
    /// Bytes of memory that are free; nil where that is unknown.
    let availableBytes: Int?

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
        let shortage = availableBytes.flatMap { available in
            workload.byteCount > available
                ? "its examples and networks need \(workload.byteCount >> 20) MiB and \(available >> 20) MiB of memory are free"
                : nil
        }
        let cases = try variants.map { variant in
            CasePlan(
                id: try id("train-\(variant.name)"), role: variant == .dense ? .baseline : .variant,
                precision: Precision.fp32.rawValue, shape: workload.parameters, work: .init(macs: 0, bytes: 0),
                unavailable: shortage, library: variant.isDense ? BestTrainingBackend.library : nil
            ) { [stores, best] in
                try TaskCase(
                    variant: variant, store: stores.value(of: workload, named: workload.name),
                    comparisons: variants.count - 1, best: best
                ).prepare()
            }
        }
        return GroupPlan(
            workload: workload.name, conditions: Self.conditions, cases: cases,
            unmetered: "a step lasts too short a time beside the training before it")
    }
}
