/// The networks to be trained and what of them, as `updates` in the definition says.
struct UpdateDefinition: Sendable {
    var workloads: [UpdateWorkload]
    var variants: [UpdateVariant]

    /// - Parameters:
    ///   - node: `{ batch: …, optimiser: …, models: […], scopes: […] }`.
    ///   - models: those that there are.
    /// - Throws: ``DefinitionError`` with file, line and field.
    init(_ node: DefinitionNode, models: [ModelDefinition]) throws {
        let fields = try node.mapping(required: ["batch", "optimiser", "models", "scopes"])
        let batch = try fields["batch"].whole(in: 1...65_536)
        let optimiser: UpdateWorkload.OptimiserChoice = try fields["optimiser"].choice()
        workloads = try fields["models"].list().map { node in
            let name = try node.name()
            guard let model = models.first(where: { $0.name == name }) else {
                throw node.error("no model is called '\(name)'", remedy: nearest(name, in: models.map(\.name)))
            }
            // As many again by inputs and weights, and bytes of tensors in FP64.
            guard !model.network.macs.multipliedReportingOverflow(by: 64 * batch).overflow else {
                throw node.error("its MACs do not fit into 64 bits", remedy: "take a smaller batch")
            }
            return UpdateWorkload(model: model, batch: batch, optimiser: optimiser)
        }
        try DefinitionNode.refuseTwice(fields["models"].list(), names: workloads.map(\.name))
        variants = try fields["scopes"].list().map { try $0.updateVariant() }
        try DefinitionNode.refuseTwice(fields["scopes"].list(), names: variants.map(\.name))
        guard variants.contains(.full) else {
            throw try fields["scopes"].error("the others are held against full", remedy: "add full")
        }
    }
}

extension DefinitionNode {
    /// What of a network is updated.
    func updateVariant() throws -> UpdateVariant {
        let name = try text()
        guard let variant = UpdateVariant(name) else {
            throw error(
                "'\(name)' says nothing that can be updated",
                remedy: "write full, biases, last/2 for two layers, or channels/0.25 for a quarter of the channels")
        }
        return variant
    }
}
