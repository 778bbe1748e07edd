import Compression
import DataParallel
import Kernels
import Measurement
import Report

/// Plans a group for each task and number of workers: all codecs.
struct ParallelPlanner {
    let codecs: [Codec]
    let stores: LatestValue<ParallelWorkload, ParallelStore>

    /// - Throws: ``SuiteError`` for a name that no id takes.
    func group(_ workload: ParallelWorkload) throws -> GroupPlan {
        let cases = try codecs.map { codec in
            guard
                let id = CaseID(
                    suite: GradientCompression.name, workload: workload.name, variant: codec.name,
                    conditions: workload.conditions)
            else { throw SuiteError.badName("\(workload.name) \(codec.name)") }
            var shape = workload.parameters
            shape["family"] = .text(codec.kind.family.rawValue)
            return CasePlan(
                id: id, role: codec.name == CodecPlanner.baseline ? .baseline : .variant,
                precision: Precision.fp32.rawValue, shape: shape, work: .init(macs: 0, bytes: 0),
                library: codec.stage == .none ? nil : codec.stage.rawValue
            ) { [stores, codecs] in
                try ParallelCase(
                    codec: codec, store: stores.value(of: workload, named: "\(workload.name) \(workload.workers)"),
                    comparisons: codecs.count - 1
                ).prepare()
            }
        }
        return GroupPlan(
            workload: workload.name, conditions: workload.conditions, cases: cases,
            unmetered: "a step lasts too short a time beside the training before it")
    }
}
