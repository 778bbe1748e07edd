import Kernels
import Learning
import Measurement
import Report

/// A training step, or its backward pass alone, that takes what a variant says of the hidden layers' gradients.
struct GradientCase {
    let variant: GradientVariant
    let workload: GradientWorkload
    let pass: Pass
    let best: BestTrainingBackend
    let seed: UInt64

    /// What is timed.
    enum Pass: String, CaseIterable {
        /// Forward, loss, backward, update.
        case trainingStep = "training-step"
        /// Choosing elements and both gradients of each layer, packing weights included; nothing is updated.
        case backward
    }

    /// Allocates the buffers and makes the call.
    /// - Throws: `TrainingError` for a rule that the layers do not allow.
    func prepare() throws -> PreparedCase {
        let tensors = try GradientTensors(workload, seed: seed)
        let plan = try TrainingPlan(
            workload.network, batch: workload.batch, scope: .full(workload.network), stateCount: 0,
            rules: workload.rules(variant), seed: seed, repeatsBackward: pass == .backward, backend: best)
        let trainer = try Trainer(plan, model: tensors.model, optimiser: SGD())
        let run = GradientRun(trainer: trainer, tensors: tensors, kernels: variant.rule == nil ? try kernels() : nil)
        run.begin(isChosen: variant.isChosen)
        let call: () -> Void
        switch pass {
        case .trainingStep: call = { run.step(UpdateCase.rate) }
        case .backward: call = { trainer.repeatBackward(tensors.input) }
        }
        var prepared = PreparedCase(
            call: call,
            verify: { [variant] in
                let checks = run.checks()
                run.begin(isChosen: variant.isChosen)
                return checks
            },
            failure: { trainer.failure })
        // What can be repeated lies nowhere over another: that is not what a step takes.
        if pass == .trainingStep {
            prepared.metrics["memory.planned"] =
                plan.keepsMemory
                ? .unavailable(unit: "B", reason: "libraries keep memory of their own beside")
                : .exact(Double(plan.memory.total), "B", .lower)
        }
        return prepared
    }

    /// The dense kernels of each layer, as they were chosen.
    private func kernels() throws -> String {
        try workload.network.steps.map { step in
            guard case .layer(let shape) = step.shape else { return step.name }
            return "\(step.name) \(try best.names(of: shape, batch: workload.batch).words)"
        }.joined(separator: "; ")
    }
}

/// A trainer with its batch.
private struct GradientRun {
    let trainer: Trainer
    let tensors: GradientTensors
    /// The dense kernels of each layer where all elements are taken.
    let kernels: String?

    /// One training step.
    func step(_ rate: Double) {
        // Labels are classes, so that no loss is refused.
        _ = try? trainer.step(tensors.input, rate: rate) {
            try tensors.loss.evaluate(logits: $0, labels: tensors.labels, gradient: $1)
        }
    }

    /// From the parameters that it began with; what is chosen is that of the first step.
    func begin(isChosen: Bool) {
        trainer.keepsChoice = false
        // It took the model when it was made.
        try? trainer.reset(to: tensors.model)
        step(UpdateCase.rate)
        trainer.keepsChoice = isChosen
    }

    /// Holds the gradients of a step against FP64 where the same elements are taken, and these against the rule's law.
    func checks() -> [Report.Check] {
        guard let reference = try? ReferenceNetwork(tensors.model), (try? trainer.reset(to: tensors.model)) != nil
        else {
            return [.init(name: UpdateOracle.name, passed: false, detail: "the model has no reference")]
        }
        trainer.keepsChoice = false
        step(UpdateOracle.rate)
        let input = tensors.input.prefix(tensors.loss.batch * trainer.plan.network.inputCount).map(Double.init)
        var law: [Report.Check] = []
        let expected = reference.gradients(
            input, batch: tensors.loss.batch,
            choosing: { index, gradient in
                guard let chosen = trainer.chosenGradient(ofStep: index) else { return gradient }
                let elements = ChosenElements(
                    trainer.plan.rules[index], chosen: chosen, of: gradient, rows: tensors.loss.batch)
                law.append(elements.check(named: trainer.plan.network.steps[index].name))
                return elements.masked
            },
            loss: { .softmaxCrossEntropy($0, labels: tensors.labels.map(Int.init)) })
        let oracle = UpdateOracle(
            model: tensors.model, gradients: expected.parameters, scope: trainer.plan.scope)
        var check = oracle.check(trainer)
        if let kernels { check.detail += "; dense kernels: \(kernels)" }
        return [check] + law.reversed()
    }
}
