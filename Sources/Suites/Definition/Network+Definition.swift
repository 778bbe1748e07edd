import Models

extension Network {
    /// A model's steps: each a layer's name, or `{ layer: …, from: …, with: …, activation: … }`.
    /// - Throws: ``DefinitionError`` for steps that do not fit together, and layers used more or less often than their
    ///   count says.
    init(_ node: DefinitionNode, of layers: [LayerDefinition]) throws {
        let nodes = try node.list()
        var steps: [Step] = []
        for node in nodes { steps.append(try Step(node, after: steps, of: layers)) }
        for layer in layers {
            let uses = steps.count { $0.name == layer.name }
            guard uses == layer.count else {
                throw node.error(
                    "'\(layer.name)' is used \(uses)×, but its count is \(layer.count)",
                    remedy: "mend the network or the layer's count")
            }
        }
        do {
            try self.init(steps)
        } catch {
            throw nodes[error.step].error("\(error)", remedy: "mend the step's place, its from or with, or the layer")
        }
    }
}

extension Network.Step {
    fileprivate init(
        _ node: DefinitionNode, after steps: [Network.Step], of layers: [LayerDefinition]
    ) throws {
        guard node.isMapping else {
            let layer = try node.layer(of: layers)
            self.init(name: layer.name, shape: layer.shape, inputs: [steps.count], clamp: layer.activation.clamp)
            return
        }
        let fields = try node.mapping(required: ["layer"], optional: ["from", "with", "activation"])
        let layer = try fields["layer"].layer(of: layers)
        var inputs = [try fields.optional("from")?.output(of: steps) ?? steps.count]
        if let other = try fields.optional("with")?.output(of: steps) { inputs.append(other) }
        let activation = try fields.optional("activation")?.choice() ?? layer.activation
        self.init(name: layer.name, shape: layer.shape, inputs: inputs, clamp: activation.clamp)
    }
}

extension DefinitionNode {
    fileprivate func layer(
        of layers: [LayerDefinition]
    ) throws -> LayerDefinition {
        let name = try name()
        guard let layer = layers.first(where: { $0.name == name }) else {
            throw error("no layer is called '\(name)'", remedy: nearest(name, in: layers.map(\.name)))
        }
        return layer
    }

    /// The tensor that the latest step of this name makes.
    fileprivate func output(of steps: [Network.Step]) throws -> Int {
        let name = try name()
        guard let step = steps.lastIndex(where: { $0.name == name }) else {
            throw error("no step before this one is called '\(name)'", remedy: nearest(name, in: steps.map(\.name)))
        }
        return step + 1
    }
}
