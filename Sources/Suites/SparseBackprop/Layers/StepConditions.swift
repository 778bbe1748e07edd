/// The circumstances under which a layer's training step is measured.
struct StepConditions: Hashable, Sendable {
    var pass: Pass
    var stage: Stage

    /// What is computed.
    enum Pass: String, CaseIterable, Sendable {
        /// All three, one after the other.
        case step
        case forward
        case inputGradient = "input-gradient"
        case weightGradient = "weight-gradient"

        var hasForward: Bool { self == .step || self == .forward }
        var hasInputGradient: Bool { self == .step || self == .inputGradient }
        var hasWeightGradient: Bool { self == .step || self == .weightGradient }

        /// What goes in beside the weights.
        var readsInput: Bool { hasForward || hasWeightGradient }
        var readsOutputGradient: Bool { hasInputGradient || hasWeightGradient }

        /// Products of the forward pass's size.
        var productCount: Int { self == .step ? 3 : 1 }
    }

    /// What the timed call includes.
    enum Stage: String, CaseIterable, Sendable {
        /// Weights lie ready in the order in which they are taken.
        case kernel
        /// Weights have just changed, as after each step of training: dense ones are packed, sparse ones brought into the
        /// order of the gradient by the input. Activations lie as the kernels take them: a network keeps its layout.
        case packed
        /// Activations come and go example after example, channels last, besides.
        case converted
    }

    /// As they stand in a case's name.
    var named: [String: String] { ["pass": pass.rawValue, "stage": stage.rawValue] }
}

extension StepConditions {
    /// `{ pass: …, stage: … }`.
    init(_ node: DefinitionNode) throws {
        let fields = try node.mapping(required: ["pass", "stage"])
        pass = try fields["pass"].choice()
        stage = try fields["stage"].choice()
    }

    /// The combinations of `{ pass: […], stage: […] }` that differ: a single pass without weights of its own has nothing to
    /// pack.
    static func product(_ node: DefinitionNode) throws -> [StepConditions] {
        let fields = try node.mapping(required: ["pass", "stage"])
        let passes: [Pass] = try fields["pass"].list().map { try $0.choice() }
        let stages: [Stage] = try fields["stage"].list().map { try $0.choice() }
        try DefinitionNode.refuseTwice(fields["pass"].list(), names: passes.map(\.rawValue))
        try DefinitionNode.refuseTwice(fields["stage"].list(), names: stages.map(\.rawValue))
        return passes.flatMap { pass in
            stages.filter { pass != .weightGradient || $0 != .packed }.map { StepConditions(pass: pass, stage: $0) }
        }
    }
}
