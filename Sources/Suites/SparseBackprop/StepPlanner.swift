import Kernels
import Measurement
import Report

/// Plans the groups: dense kernels, a case for each sparse variant, and the roof of FP32.
struct StepPlanner {
    let dense: [String]
    let variants: [SparsityVariant]
    let kernels: SparseKernels
    let store: StepTensorStore

    func group(_ workload: StepWorkload, _ conditions: StepConditions) throws -> GroupPlan {
        let cases =
            try dense.map { try densePlan($0, workload, conditions) }
            + variants.map { try sparsePlan($0, workload, conditions) }
            + [peak(workload, conditions)]
        return GroupPlan(workload: workload.name, conditions: conditions.named, cases: cases)
    }

    private func densePlan(
        _ name: String, _ workload: StepWorkload, _ conditions: StepConditions
    ) throws -> CasePlan {
        let backends = TrainingBackends.all.filter { dense.contains($0.name) }
        let one = TrainingBackends.named(name)
        let library = one.map { $0.vendor?.name } ?? backends.compactMap { $0.vendor?.name }.first
        return CasePlan(
            id: try id(workload, name, conditions), role: .baseline, precision: Precision.fp32.rawValue,
            shape: workload.parameters,
            work: work(workload, conditions, weights: workload.shape.weightCount),
            unavailable: one?.unavailable, library: library
        ) { [store] in
            try DenseStepCase(
                backends: one.map { .one($0) } ?? .best(backends), conditions: conditions,
                tensors: store.tensors(of: workload)
            ).prepare()
        }
    }

    private func sparsePlan(
        _ variant: SparsityVariant, _ workload: StepWorkload, _ conditions: StepConditions
    ) throws -> CasePlan {
        var shape = workload.parameters
        shape["sparsity"] = .text(SparsityVariant.text(variant.sparsity))
        shape["kernels"] = .text(kernels.name)
        let kept = Int((Double(workload.shape.weightCount) * (1 - variant.sparsity)).rounded())
        return CasePlan(
            id: try id(workload, variant.name, conditions), role: .variant, precision: Precision.fp32.rawValue,
            shape: shape, work: work(workload, conditions, weights: kept),
            unavailable: kernels.unavailable ?? variant.form.unavailable(for: workload.shape)
        ) { [store, kernels] in
            try SparseStepCase(
                variant: variant, kernels: kernels, conditions: conditions, tensors: store.tensors(of: workload)
            ).prepare()
        }
    }

    private func peak(_ workload: StepWorkload, _ conditions: StepConditions) throws -> CasePlan {
        let loop = PeakLoop.best(.fp32) ?? .widest(.fp32, weightLimit: Int.max)
        return CasePlan(
            id: try id(workload, Report.Case.peakPrefix + loop.name, conditions), role: .peak,
            precision: loop.precision.rawValue, shape: ["kind": .text("peak")], work: loop.work,
            unavailable: loop.unavailable, prepare: loop.prepared)
    }

    /// Multiply–accumulates of the weights that are there, and their traffic.
    private func work(_ workload: StepWorkload, _ conditions: StepConditions, weights: Int) -> Report.Work {
        let share = Double(weights) / Double(workload.shape.weightCount)
        return .init(
            macs: Int((Double(workload.macs * conditions.pass.productCount) * share).rounded()),
            bytes: workload.bytes(conditions.pass, weights: weights),
            parameters: weights + workload.shape.biasCount)
    }

    private func id(_ workload: StepWorkload, _ variant: String, _ conditions: StepConditions) throws -> CaseID {
        guard
            let id = CaseID(
                suite: SparseBackprop.name, workload: workload.name, variant: variant, conditions: conditions.named)
        else { throw SuiteError.badName("\(workload.name) \(variant)") }
        return id
    }
}
