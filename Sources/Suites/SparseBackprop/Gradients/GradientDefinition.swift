import Kernels
import Models

/// The networks whose gradients are cut, and by which rules, as `gradients` in the definition says.
struct GradientDefinition: Sendable {
    var workloads: [GradientWorkload]
    var variants: [GradientVariant]

    /// - Parameter node: `{ sizes: […], batches: […], rules: […] }`.
    /// - Throws: ``DefinitionError`` with file, line and field.
    init(_ node: DefinitionNode) throws {
        let fields = try node.mapping(required: ["sizes", "batches", "rules"])
        let sizes = try fields["sizes"].list().map { try $0.whole(in: 1...65_536) }
        guard sizes.count >= 3 else {
            throw try fields["sizes"].error(
                "a network with a hidden layer has three sizes at least", remedy: "write inputs, hidden units, outputs")
        }
        let batches = try fields["batches"].list().map { try $0.whole(in: 1...65_536) }
        try DefinitionNode.refuseTwice(fields["batches"].list(), names: batches.map(String.init))
        do {
            workloads = try batches.map { try GradientWorkload(sizes: sizes, batch: $0) }
        } catch let error as NetworkError {
            throw try fields["sizes"].error("\(error)", remedy: "take smaller layers")
        }
        let nodes = try fields["rules"].list()
        let rules = try nodes.map { node in
            let name = try node.text()
            guard let variant = GradientVariant(name) else {
                throw node.error(
                    "'\(name)' is no rule",
                    remedy:
                        "write top-of-row/20, top-of-batch/20, random/20 or at-least/0.05, with feedback- before to carry over the rest"
                )
            }
            return variant
        }
        try DefinitionNode.refuseTwice(nodes, names: rules.map(\.ruleName))
        for (node, variant) in zip(nodes, rules) {
            try node.require(variant.rule, within: sizes.dropFirst().dropLast())
        }
        variants = [.full] + rules + rules.map { GradientVariant(rule: $0.rule, isChosen: true) }
    }
}

extension DefinitionNode {
    /// Refuses a rule that takes more elements than a hidden layer has.
    func require(_ rule: GradientRule?, within hidden: some Collection<Int>) throws {
        switch rule?.choice {
        case .topOfRow(let count), .topOfBatch(let count), .random(let count):
            let least = hidden.min() ?? count
            guard count <= least else {
                throw error("a hidden layer has \(least) units", remedy: "take at most as many")
            }
        case .atLeast, nil: return
        }
    }
}
