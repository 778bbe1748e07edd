import Models

/// The passes of a training step in their order. The moment of a pass is its place in it: blocks of memory live from one moment to
/// another.
struct TrainingSchedule: Sendable {
    /// What is computed at one moment.
    enum Pass: Sendable, Equatable {
        /// A step's output.
        case forward(Int)
        /// The loss, and the gradient by the outputs.
        case loss
        /// A step's output once more, as it was dropped.
        case again(Int)
        /// The gradient by a step's output becomes that by its sums, before the activation.
        case activation(Int)
        /// What a step adds to the gradients by the tensors that it takes.
        case inputGradient(Int)
        /// The gradients by a step's parameters, and what becomes of them.
        case parameters(Int)
    }

    /// Of a training step; the forward passes come first, one a step.
    let passes: [Pass]
    /// Of each step; nil where it has no such pass.
    let again, activation, inputGradient, parameters: [Int?]
    /// Of the loss.
    let loss: Int

    init(_ network: Network, _ scope: UpdateScope, _ needs: TrainingNeeds, _ kept: KeptTensors) {
        var passes = network.steps.indices.map(Pass.forward) + [.loss]
        for step in network.steps.indices.reversed() {
            if let segment = kept.segments.first(where: { $0.last == step }) {
                passes += segment.filter { kept.isComputedAgain[$0] }.map(Pass.again)
            }
            guard needs.gradients[step + 1] else { continue }
            passes.append(.activation(step))
            let passesOn = network.steps[step].inputs.contains { needs.gradients[$0] }
            if passesOn { passes.append(.inputGradient(step)) }
            if scope.parts[step] != .none { passes.append(.parameters(step)) }
        }
        func places(_ pass: (Int) -> Pass) -> [Int?] {
            network.steps.indices.map { passes.firstIndex(of: pass($0)) }
        }
        (again, activation) = (places(Pass.again), places(Pass.activation))
        (inputGradient, parameters) = (places(Pass.inputGradient), places(Pass.parameters))
        self.passes = passes
        loss = network.steps.count
    }

    /// The step whose output is made at a moment; nil for other passes.
    func maker(at moment: Int) -> Int? {
        guard passes.indices.contains(moment) else { return nil }
        switch passes[moment] {
        case .forward(let step), .again(let step): return step
        case .loss, .activation, .inputGradient, .parameters: return nil
        }
    }

    /// The last pass of a step; nil where it has no gradient.
    func last(of step: Int) -> Int? { parameters[step] ?? inputGradient[step] ?? activation[step] }
}
