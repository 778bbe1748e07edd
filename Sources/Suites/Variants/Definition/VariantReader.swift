import Adaptation
import Kernels
import Models

/// Reads the variants of a list.
struct VariantReader {
    let task: VariantTask
    let hasDrift: Bool

    /// - Returns: the variants, and the name of the one that the others are held against.
    /// - Throws: ``DefinitionError`` with file, line and field.
    func variants(_ node: DefinitionNode) throws -> ([VariantDefinition], baseline: String) {
        let nodes = try node.list()
        try DefinitionNode.refuseTwice(nodes, names: nodes.map { try $0.value("name").name() })
        var variants: [VariantDefinition] = []
        var baseline: String?
        for node in nodes {
            let fields = try node.mapping(
                required: ["name"],
                optional: ["like", "layers", "precision", "sparsity", "strategy", "weights", "baseline"])
            let variant = try variant(fields, node, after: variants)
            if let mark = fields.optional("baseline"), try mark.isTrue() {
                if let baseline {
                    throw mark.error("'\(baseline)' is the baseline already", remedy: "mark one variant alone")
                }
                baseline = variant.name
            }
            variants.append(variant)
        }
        return (variants, baseline ?? variants[0].name)
    }

    private func variant(
        _ fields: DefinitionMapping, _ node: DefinitionNode, after earlier: [VariantDefinition]
    ) throws -> VariantDefinition {
        let like = try fields.optional("like")?.variant(of: earlier)
        let network = try fields.optional("layers")?.classifier(task) ?? like?.network
        guard let network else {
            throw node.error("'layers' is missing", remedy: "add it, or 'like' with a variant above")
        }
        let variant = try VariantDefinition(
            name: fields["name"].name(), network: network,
            precision: fields.optional("precision")?.choice() ?? like?.precision ?? .fp32,
            sparsity: fields.optional("sparsity")?.sparsity() ?? like?.sparsity ?? 0,
            strategy: fields.optional("strategy")?.understood { try AdaptationStrategy($0) } ?? like?.strategy,
            // Those of other layers do not fit its own.
            weights: fields.optional("weights")?.weights(of: network)
                ?? (like?.network == network ? like?.weights : nil))
        try check(variant, at: fields, node)
        return variant
    }

    private func check(_ variant: VariantDefinition, at fields: DefinitionMapping, _ node: DefinitionNode) throws {
        if variant.sparsity > 0 {
            let place = fields.optional("sparsity") ?? node
            try place.requireSparse(variant.network)
            guard variant.precision == .fp32 else {
                throw place.error(
                    "weights are left out in fp32 alone, not in \(variant.precision.rawValue)",
                    remedy: "write precision: fp32, or sparsity: 0")
            }
        }
        guard let strategy = variant.strategy else { return }
        let place = fields.optional("strategy") ?? node
        guard hasDrift else {
            throw place.error(
                "'\(strategy.name)' learns when something drifts, and nothing does",
                remedy: "add drift: { schedule, events, new, rate }, or leave strategy out")
        }
        guard variant.sparsity == 0 else {
            throw place.error(
                "strategies learn with all weights, and \(percent(variant.sparsity)) are left out here",
                remedy: "leave out sparsity or strategy")
        }
        let numbers = strategy.numbers.precision
        guard numbers == variant.precision else {
            throw place.error(
                "'\(strategy.name)' predicts in \(numbers.rawValue), but the variant in \(variant.precision.rawValue)",
                remedy: "write precision: \(numbers.rawValue), or a strategy in \(variant.precision.rawValue) such as "
                    + "\(variant.precision.numbers.example)")
        }
    }
}

extension AdaptationNumbers {
    /// A strategy in these.
    fileprivate var example: String { AdaptationStrategy(.head, .every, self).name }
}

extension DefinitionNode {
    fileprivate func isTrue() throws -> Bool {
        let text = try text()
        guard text == "true" || text == "false" else {
            throw error("'\(text)' is neither true nor false", remedy: "write baseline: true for one variant")
        }
        return text == "true"
    }

    /// A variant above.
    fileprivate func variant(of earlier: [VariantDefinition]) throws -> VariantDefinition {
        let name = try name()
        guard let variant = earlier.first(where: { $0.name == name }) else {
            throw error(
                "no variant above is called '\(name)'",
                remedy: earlier.isEmpty ? "give the first one its layers" : nearest(name, in: earlier.map(\.name)))
        }
        return variant
    }

    /// A network for a task whose last layer can be told as a head.
    fileprivate func classifier(_ task: VariantTask) throws -> Network {
        let network = try chain(inputs: task.stream.inputCount, outputs: task.stream.classCount)
        guard network.steps.count > 1, let last = network.steps.last, case .layer(.gemm) = last.shape,
            last.clamp == -Float.infinity...Float.infinity
        else {
            throw error(
                "it does not end with a fully connected layer without activation behind another layer",
                remedy: "add such a layer")
        }
        return network
    }

    /// A share from 0 up to 1.
    fileprivate func sparsity() throws -> Double {
        guard let share = node.float, share >= 0, share < 1 else {
            throw error("a sparsity is a share from 0 up to, not including, 1", remedy: "write one such as 0.9")
        }
        return share
    }

    /// Refuses a network of which sparse kernels and their training leave out no weights.
    fileprivate func requireSparse(_ network: Network) throws {
        for step in network.steps {
            guard case .layer(.gemm) = step.shape else {
                throw error(
                    "\(step.name) is no fully connected layer, and weights are left out of these alone",
                    remedy: "leave out sparsity, or build the network of fully connected layers")
            }
        }
        if let step = network.steps.dropLast().first(where: { $0.clamp != 0...Float.infinity }) {
            throw error("\(step.name) has no ReLU, behind which sparse layers learn", remedy: "write activation: relu")
        }
    }

    /// The weights of a file beside the definition.
    fileprivate func weights(of network: Network) throws -> GivenWeights {
        let path = try besidePath()
        do {
            return try GivenWeights(name: text(), model: Model(network, tensors: TensorFile(path: path)))
        } catch let refusal as TensorFileError {
            var error = error(saying: refusal)
            if case .unreadable = refusal { error.isUnreadable = true }
            throw error
        }
    }
}
