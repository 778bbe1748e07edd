import Kernels
import Learning
import Measurement
import Report

/// Plans a group for each batch and pass: all elements of the gradients, and those of each rule.
struct GradientPlanner {
    let variants: [GradientVariant]
    let best: BestTrainingBackend
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
        shape["kernels"] = .text(best.name)
        let cases = try variants.map { variant in
            CasePlan(
                id: try id(variant.name), role: variant == .full ? .baseline : .variant,
                precision: Precision.fp32.rawValue, shape: shape,
                work: try shortage == nil ? work(workload, variant, pass) : .init(macs: 0, bytes: 0),
                unavailable: shortage, library: BestTrainingBackend.library
            ) { [seed, best] in
                try GradientCase(variant: variant, workload: workload, pass: pass, best: best, seed: seed).prepare()
            }
        }
        return GroupPlan(workload: workload.name, conditions: conditions, cases: cases + [try .peak(id)])
    }

    /// Of the elements that are taken; how many multiply–accumulates a threshold leaves is not known before.
    private func work(
        _ workload: GradientWorkload, _ variant: GradientVariant, _ pass: GradientCase.Pass
    ) throws -> Report.Work {
        let plan = try TrainingPlan(
            workload.network, batch: workload.batch, scope: .full(workload.network), stateCount: 0,
            rules: workload.rules(variant))
        var macs = plan.macs.backward + (pass == .trainingStep ? plan.macs.forward : 0)
        if case .atLeast? = variant.rule?.choice { macs = 0 }
        return .init(macs: macs, bytes: plan.traffic, parameters: workload.network.parameterCount)
    }
}
