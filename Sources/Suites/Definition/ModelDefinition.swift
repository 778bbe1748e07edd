import Models

/// A network and the layers that it consists of.
struct ModelDefinition: Sendable {
    var name: String
    var title: String
    var layers: [LayerDefinition]
    var network: Network

    /// MACs of one inference.
    var macs: Int { layers.reduce(0) { $0 + $1.count * $1.shape.macs } }
    /// Weights and biases of all layers.
    var parameters: Int { layers.reduce(0) { $0 + $1.count * $1.shape.parameterCount } }
}

extension ModelDefinition {
    /// Reads a list of models.
    /// - Throws: ``DefinitionError`` for a model that is given twice or wrong in itself.
    static func all(_ node: DefinitionNode) throws -> [ModelDefinition] {
        let models = try node.list().map(ModelDefinition.init)
        try DefinitionNode.refuseTwice(node.list(), names: models.map(\.name))
        return models
    }

    private init(_ node: DefinitionNode) throws {
        let fields = try node.mapping(required: ["name", "title", "totals", "layers", "network"])
        name = try fields["name"].name()
        title = try fields["title"].text()
        let layerNodes = try fields["layers"].list()
        layers = try layerNodes.map { try LayerDefinition($0) }

        let network = try fields["network"]

        var seen: Set<String> = []
        for (node, layer) in zip(layerNodes, layers) where !seen.insert(layer.name).inserted {
            throw node.error("the layer '\(layer.name)' is given twice", remedy: "rename one, or use count")
        }
        self.network = try Network(network, of: layers)

        // The published totals hold the list of layers to account.
        let published = try fields["totals"].mapping(required: ["macs", "parameters"])
        for (key, sum) in [("macs", macs), ("parameters", parameters)] where try published[key].whole() != sum {
            throw try published[key].error("the layers add up to \(sum)", remedy: "mend the layers or the total")
        }
    }
}
