import Kernels
import Measurement
import Report

/// Plans the groups: dense kernels, a case for each sparse variant, and the roof of FP32.
struct StepPlanner {
    let dense: [String]
    let variants: [SparsityVariant]
    let kernels: SparseKernels
    /// The fastest of all dense kernels, with packing and without.
    let best, bestUnpacked: BestTrainingBackend
    let store: LatestValue<StepWorkload, StepTensors>
    /// Bytes of memory that are free; nil where that is unknown.
    let availableBytes: Int?

    /// The cases of a layer under conditions. Where their buffers do not fit the memory that is free, all of them are
    /// unavailable.
    func group(_ workload: StepWorkload, _ conditions: StepConditions) throws -> GroupPlan {
        let needed = (dense.count + variants.count + 1) * workload.byteCount
        let shortage = availableBytes.flatMap { available in
            needed <= available
                ? nil : "its buffers need \(needed >> 20) MiB and \(available >> 20) MiB of memory are free"
        }
        let cases =
            try dense.map { try densePlan($0, workload, conditions, shortage) }
            + variants.map { try sparsePlan($0, workload, conditions, shortage) }
            + [.peak { try id(workload, $0, conditions) }]
        return GroupPlan(workload: workload.name, conditions: conditions.named, cases: cases)
    }

    private func densePlan(
        _ name: String, _ workload: StepWorkload, _ conditions: StepConditions, _ shortage: String?
    ) throws -> CasePlan {
        let one = TrainingBackends.named(name)
        let backend = one ?? (conditions.stage == .kernel ? bestUnpacked : best)
        let library = one == nil ? BestTrainingBackend.library : backend.vendor?.name
        return CasePlan(
            id: try id(workload, name, conditions), role: .baseline, precision: Precision.fp32.rawValue,
            shape: workload.parameters,
            work: work(workload, conditions, weights: workload.shape.weightCount),
            unavailable: backend.unavailable ?? shortage, library: library
        ) { [store] in
            try DenseStepCase(
                backend: backend, conditions: conditions, tensors: store.value(of: workload, named: workload.name)
            ).prepare()
        }
    }

    private func sparsePlan(
        _ variant: SparsityVariant, _ workload: StepWorkload, _ conditions: StepConditions, _ shortage: String?
    ) throws -> CasePlan {
        var shape = workload.parameters
        let kept = variant.keptCount(of: workload.shape)
        // Units are kept as a whole, so that it may be another share than was asked for.
        let left = 1 - Double(kept) / Double(workload.shape.weightCount)
        shape["sparsity"] = .text(SparsityVariant.text((left * 1e6).rounded() / 1e6))
        shape["kernels"] = .text(kernels.name)
        return CasePlan(
            id: try id(workload, variant.name, conditions), role: .variant, precision: Precision.fp32.rawValue,
            shape: shape,
            work: work(
                workload, conditions, weights: kept, indices: variant.indexBytes(of: workload.shape)),
            unavailable: kernels.unavailable ?? variant.form.unavailable(for: workload.shape) ?? shortage
        ) { [store, kernels] in
            try SparseStepCase(
                variant: variant, kernels: kernels, conditions: conditions,
                tensors: store.value(of: workload, named: workload.name)
            ).prepare()
        }
    }

    /// Multiply–accumulates of the weights that are there, and their traffic.
    private func work(
        _ workload: StepWorkload, _ conditions: StepConditions, weights: Int, indices: Int = 0
    ) -> Report.Work {
        let share = Double(weights) / Double(workload.shape.weightCount)
        return .init(
            macs: Int((Double(workload.macs * conditions.pass.productCount) * share).rounded()),
            bytes: workload.bytes(conditions.pass, weights: weights, indices: indices),
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
