import Kernels
import Learning
import Measurement
import Report

/// Plans a group for each batch and pass: all elements of the gradients, and those of each rule.
struct GradientPlanner {
    let variants: [GradientVariant]
    let seed: UInt64
    /// Bytes of memory that are free; nil where that is unknown.
    let availableBytes: Int?

    static func conditions(_ pass: GradientCase.Pass, batch: Int) -> [String: String] {
        ["batch": "\(batch)", "pass": pass.rawValue]
    }

    /// - Throws: `SuiteError` for a name that no id takes.
    func group(_ workload: GradientWorkload, _ pass: GradientCase.Pass) throws -> GroupPlan {
        let conditions = Self.conditions(pass, batch: workload.batch)
        func id(_ variant: String) throws -> CaseID {
            guard
                let id = CaseID(
                    suite: SparseBackprop.name, workload: workload.name, variant: variant, conditions: conditions)
            else { throw SuiteError.badName("\(workload.name) \(variant)") }
            return id
        }
        let plan = try TrainingPlan(
            workload.network, batch: workload.batch, scope: .full(workload.network), stateCount: 0)
        let shortage = plan.memory.shortage(of: availableBytes)
        var shape = workload.parameters
        shape["kernels"] = .text(TrainingBackends.fastestNative.name)
        let cases = try variants.map { variant in
            CasePlan(
                id: try id(variant.name), role: variant == .full ? .baseline : .variant,
                precision: Precision.fp32.rawValue, shape: shape, work: work(workload, variant, pass),
                unavailable: shortage
            ) { [seed] in
                try GradientCase(variant: variant, workload: workload, pass: pass, seed: seed).prepare()
            }
        }
        return GroupPlan(workload: workload.name, conditions: conditions, cases: cases + [try .peak(id)])
    }

    /// Multiply–accumulates of the elements that are taken: as many as a rule takes at most.
    private func work(
        _ workload: GradientWorkload, _ variant: GradientVariant, _ pass: GradientCase.Pass
    ) -> Report.Work {
        let steps = workload.network.steps
        var macs = pass == .trainingStep ? workload.network.macs : 0
        for (index, step) in steps.enumerated() {
            let outputs = step.shape.output.count
            let taken = index == steps.count - 1 ? outputs : variant.rule?.capacity(outputs: outputs) ?? outputs
            macs += step.shape.macs / outputs * taken * (index == 0 ? 1 : 2)
        }
        let parameters = workload.network.parameterCount
        let touched = workload.batch * (workload.network.inputCount + workload.network.outputCount) + 2 * parameters
        return .init(macs: workload.batch * macs, bytes: touched * MemoryLayout<Float>.stride, parameters: parameters)
    }
}
