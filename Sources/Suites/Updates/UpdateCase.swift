import Kernels
import Learning
import Measurement
import Report

/// A training step of a whole network that updates what a variant says.
struct UpdateCase {
    let variant: UpdateVariant
    let tensors: UpdateTensors

    /// So low that the parameters, and with them the work, stay what they are in a million steps.
    static let rate = 1e-9

    /// What planned and seen memory may differ by.
    static let tolerance = (share: 0.02, bytes: 64.0)

    /// Plans the memory, allocates it and makes the call.
    /// - Throws: `TrainingError` for a network that cannot be trained so.
    func prepare() throws -> PreparedCase {
        let workload = tensors.workload
        let optimiser = workload.optimiser.optimiser
        let plan = try variant.plan(of: workload)
        var prepared = try HeldCase.observed {
            // The plan itself is no memory of training: it is the same from step to step.
            HeldCase(try call(plan, optimiser), buffers: [], workspace: nil)
        }
        let seen = prepared.metrics["memory.peak"]
        let verify = prepared.verify
        prepared.verify = { verify() + [Self.check(plan.memory.total, seen: seen)].compactMap { $0 } }
        prepared.metrics.merge(plan.memory.metrics) { $1 }
        prepared.metrics["work.recomputed"] = .exact(
            Double(plan.recomputedMACs) / Double(plan.macs.forward + plan.macs.backward + plan.recomputedMACs), "1",
            .lower)
        let network = workload.model.network
        let formula = PublishedMemory.bytes(network, plan.scope)
        let alike = PublishedMemory.bytes(network, plan.scope, batch: workload.batch, elementBits: 32)
        prepared.metrics["memory.formula"] = .exact(
            Double(formula), "B", .lower, .modelled, source: PublishedMemory.source)
        prepared.metrics["memory.formula-fp32"] = .exact(
            Double(alike), "B", .lower, .modelled, source: PublishedMemory.source)
        return prepared
    }

    private func call(_ plan: TrainingPlan, _ optimiser: any Optimiser) throws -> PreparedCase {
        let trainer = try Trainer(plan, model: tensors.model, optimiser: optimiser)
        let (input, loss) = (BufferRing(of: tensors.input), tensors.loss)
        // Labels are classes, so that no loss is refused.
        let step = { (rate: Double) in _ = try? trainer.step(input.floats, rate: rate, loss: loss) }
        return PreparedCase(
            call: { step(Self.rate) },
            verify: { [tensors] in
                do {
                    try trainer.reset(to: tensors.model)
                    step(UpdateOracle.rate)
                    let check = UpdateOracle(
                        model: tensors.model, gradients: tensors.gradients, scope: plan.scope
                    ).check(trainer)
                    try trainer.reset(to: tensors.model)
                    return [check]
                } catch {
                    return [.init(name: UpdateOracle.name, passed: false, detail: "\(error)")]
                }
            },
            failure: { trainer.failure })
    }

    /// Whether the allocator saw what was planned; nil where it is not counted.
    static func check(_ planned: Int, seen: Report.Metric?) -> Report.Check? {
        guard case .value(let seen)? = seen else { return nil }
        let apart = (seen.value - Double(planned)).magnitude
        return .init(
            name: "memory-plan", passed: apart <= max(tolerance.share * Double(planned), tolerance.bytes),
            detail: "\(Int(seen.value)) B at the most, \(planned) B planned")
    }
}

extension TrainingMemory {
    /// Planned bytes by what they are for.
    fileprivate var metrics: [String: Report.Metric] {
        var metrics: [String: Report.Metric] = [:]
        func add(_ name: String, _ bytes: Int) { metrics["memory.\(name)"] = .exact(Double(bytes), "B", .lower) }
        add("planned", total)
        add("input", input)
        add("parameters", parameters)
        add("optimiser", optimiserState)
        for category in Category.allCases {
            add(category.rawValue, (atPeak[category] ?? 0) + (category == .workspace ? chosenGradients : 0))
        }
        add("gaps", fragmentation)
        return metrics
    }
}
