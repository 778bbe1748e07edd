import Learning

/// The tasks to be learnt, as `tasks` in the definition says.
struct TaskDefinition: Sendable {
    var workloads: [TaskWorkload]
    var variants: [TaskVariant]

    /// - Parameter node: `{ streams: …, variants: …, hidden: …, batch: …, … }`.
    /// - Throws: ``DefinitionError`` with file, line and field.
    init(_ node: DefinitionNode) throws {
        let fields = try node.mapping(required: [
            "streams", "variants", "hidden", "batch", "epochs", "sources", "examples", "rates", "trials", "seeds",
        ])
        let streams: [LearningTask.Stream] = try fields["streams"].list().map { try $0.choice() }
        try DefinitionNode.refuseTwice(fields["streams"].list(), names: streams.map(\.rawValue))
        variants = try fields["variants"].list().map { node in
            let name = try node.text()
            guard let variant = TaskVariant(name) else {
                throw node.error(
                    "'\(name)' is no way to train",
                    remedy:
                        "write dense, dense/0.5, erk/0.9, uniform/0.9, lot-erk/0.9, top-of-row/8, random/8 or feedback-top-of-row/8"
                )
            }
            return variant
        }
        try DefinitionNode.refuseTwice(fields["variants"].list(), names: variants.map(\.name))
        guard variants.contains(.dense) else {
            throw try fields["variants"].error("the others are held against dense", remedy: "add dense")
        }
        let epochs = try fields["epochs"].whole(in: 1...1000)
        let hidden = try fields["hidden"].list().map { try $0.whole(in: 1...16_384) }
        for (node, variant) in zip(try fields["variants"].list(), variants) {
            if case .gradients(let rule) = variant.method { try node.require(rule, within: hidden) }
            let own = variant.epochs * Double(epochs)
            guard own >= 1, (own - own.rounded()).magnitude < 1e-9 else {
                throw node.error(
                    "\(SparsityVariant.text(variant.epochs)) of \(epochs) epochs are no whole ones",
                    remedy: "take a share that gives one or more whole epochs")
            }
        }
        let sources = try fields["sources"].whole(in: 1...1000), examples = try fields["examples"].whole(in: 1...10_000)
        let batch = try fields["batch"].whole(in: 1...min(65_536, sources * examples))
        let rates = try fields["rates"].list().map { try $0.positive() }
        let trials = try fields["trials"].whole(in: 1...100)
        // Fewer have no interval worth the name.
        let seeds = try fields["seeds"].whole(in: 5...1000)
        workloads = streams.map { stream in
            TaskWorkload(
                stream: stream, hidden: hidden, batch: batch, epochs: epochs, sources: sources, examples: examples,
                rates: rates, trials: trials, seeds: seeds)
        }
    }
}
