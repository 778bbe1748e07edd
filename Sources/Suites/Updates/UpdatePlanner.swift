import Kernels
import Learning
import Measurement
import Models
import Report

/// Plans a group for each network: a training step that updates everything, and those that update less.
struct UpdatePlanner {
    /// The suite that asks for it, as it stands in ids.
    let suite: String
    let variants: [UpdateVariant]
    let store: LatestValue<UpdateWorkload, UpdateTensors>
    /// Bytes of memory that are free; nil where that is unknown.
    let availableBytes: Int?

    /// What stands beside a network's name in its group: that it is trained.
    static let conditions = ["pass": "training-step"]

    /// - Throws: `SuiteError` for a name that no id takes, `TrainingError` for a network that cannot be trained.
    func group(_ workload: UpdateWorkload) throws -> GroupPlan {
        return GroupPlan(
            workload: workload.name, conditions: Self.conditions,
            cases: try variants.map { try plan($0, workload) } + [.peak { try id(workload, $0) }])
    }

    private func plan(_ variant: UpdateVariant, _ workload: UpdateWorkload) throws -> CasePlan {
        let network = workload.model.network
        let plan = try variant.plan(of: workload)
        var shape = workload.parameters
        shape["kernels"] = .text(TrainingBackends.fastestNative.name)
        shape["updated"] = .number(plan.scope.parameterCount(of: network))
        return CasePlan(
            id: try id(workload, "update-\(variant.name)"), role: variant == .full ? .baseline : .variant,
            precision: Precision.fp32.rawValue, shape: shape,
            work: .init(
                macs: plan.macs.forward + plan.macs.backward + plan.recomputedMACs, bytes: plan.traffic,
                parameters: network.parameterCount),
            unavailable: plan.memory.shortage(of: availableBytes)
        ) { [store] in
            try UpdateCase(variant: variant, tensors: store.value(of: workload, named: workload.name)).prepare()
        }
    }

    private func id(_ workload: UpdateWorkload, _ variant: String) throws -> CaseID {
        guard
            let id = CaseID(
                suite: suite, workload: workload.name, variant: variant, conditions: Self.conditions)
        else { throw SuiteError.badName("\(workload.name) \(variant)") }
        return id
    }
}

extension UpdateScope {
    /// Parameters that are updated.
    func parameterCount(of network: Network) -> Int {
        zip(network.steps, parts).reduce(0) { sum, each in
            guard case .layer(let shape) = each.0.shape else { return sum }
            return sum + each.1.parameterCount(of: shape)
        }
    }
}

extension TrainingMemory {
    /// Why training and its reference in FP64, which keeps every tensor and its gradient, do not fit; nil where they do.
    func shortage(of available: Int?) -> String? {
        let needed = 8 * total
        guard let available, needed > available else { return nil }
        return "training and its reference need \(needed >> 20) MiB and \(available >> 20) MiB of memory are free"
    }
}
