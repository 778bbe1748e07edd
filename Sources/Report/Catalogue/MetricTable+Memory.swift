extension Report {
    /// In bytes: glibc hands out up to 16 more for a block where the rest of its hole would be too small, which depends on
    /// what was freed before; seen to make up to 64 over the blocks of a case.
    static let allocatorSlack = 256.0

    /// Memory by what it is for.
    static let memoryMetrics: [MetricDefinition] = [
        .init(
            name: "memory.peak", unit: "B", better: .lower, provenance: [.derived, .measured], repetition: .exact,
            slack: allocatorSlack,
            meaning:
                "The most memory held in a call: packed weights, inputs, outputs and workspace. Of our own kernels the sum "
                + "of these; of a library what the allocator shows it and its buffers to hold, and to take in a call."),
        .init(
            name: "memory.resident", unit: "B", better: .lower, provenance: [.measured],
            meaning:
                "The most memory that a command, or the largest of its processes, held resident, shared pages included."
        ),
        .init(
            name: "memory.prepare", unit: "B", better: .lower, provenance: [.measured], repetition: .exact,
            slack: allocatorSlack,
            meaning:
                "The most memory held while a case is prepared, what it keeps included: of the second of two preparations."
        ),
        .init(
            name: "allocations", unit: "1", better: .lower, provenance: [.measured], repetition: .exact,
            meaning:
                "Blocks that one call asks the allocator for: none in our own kernels; in libraries of others, theirs."),
        .init(
            name: "memory.weights", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Packed weights of a model, biases and scales included."),
        .init(
            name: "memory.activations", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning:
                "Input and output of a model and the arena of all tensors between them. In training, outputs of steps and what "
                + "the backward pass keeps of them, when memory is fullest."),
        .init(
            name: "memory.planned", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning:
                "What a training step, or a prediction of what does not learn, takes as planned before anything is allocated: the "
                + "sum of `memory.activations` and of those from `memory.input` to `memory.gaps`, in `adaptation` also of what waits, of "
                + "running statistics and of what its detector is planned to remember."
        ),
        .init(
            name: "memory.input", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "The inputs of a batch in training, and where they come one by one their labels."),
        .init(
            name: "memory.parameters", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Weights and biases in training."),
        .init(
            name: "memory.optimiser", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "What the optimiser remembers of the parameters that are updated."),
        .init(
            name: "memory.gradients", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Gradients by tensors and parameters, when memory is fullest."),
        .init(
            name: "memory.workspace", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Packed weights and what kernels work in, when memory is fullest."),
        .init(
            name: "memory.gaps", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "What nothing uses of the memory that all tensors of a training step share."),
        .init(
            name: "memory.least", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "`memory.planned` where all activations that can be are computed again in the backward pass."),
        .init(
            name: "memory.waiting", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Inputs that wait for their labels."),
        .init(
            name: "memory.detector", unit: "B", better: .lower, provenance: [.measured], repetition: .exact,
            meaning: "What a detector of drifts remembered, at most."),
        .init(
            name: "memory.statistics", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Running means and variances."),
        .init(
            name: "memory.constants", unit: "B", better: .lower, provenance: [.derived], repetition: .exact,
            meaning: "Tables that never change, such as a sigmoid's; on a device they lie in flash."),
        .init(
            name: "memory.stack", unit: "B", better: .lower, provenance: [.measured], repetition: .exact,
            slack: 64, meaning: "The most stack that a call takes, beyond that of a thread that does nothing."),
        .init(
            name: "memory.formula", unit: "B", better: .lower, provenance: [.modelled], repetition: .exact,
            meaning: "What tiny-training's published estimate says of the same update, for one example in 8 bits."),
        .init(
            name: "memory.formula-fp32", unit: "B", better: .lower, provenance: [.modelled], repetition: .exact,
            meaning: "The same estimate for the batch in FP32."),
    ]
}
