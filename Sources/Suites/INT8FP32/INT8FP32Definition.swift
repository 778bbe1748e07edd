import Kernels
import Models

/// What `suites/int8-fp32.yaml` says.
struct INT8FP32Definition: Sendable {
    var modes: ModeBudgets
    var inputs: ModelInputs
    var conditions: [LayerConditions]
    var variants: [String]
    var quickWorkloads: [String]
    var quickConditions: [LayerConditions]
    var models: [Model]
    var gemms: [GEMMShape]

    /// A network and the layers that it consists of.
    struct Model: Sendable {
        var name: String
        var title: String
        var layers: [LayerDefinition]
        var network: Network

        /// MACs of one inference.
        var macs: Int { layers.reduce(0) { $0 + $1.count * $1.shape.macs } }
        /// Weights and biases of all layers.
        var parameters: Int { layers.reduce(0) { $0 + $1.count * $1.shape.parameterCount } }
    }
}

extension INT8FP32Definition {
    /// Reads the definition.
    /// - Throws: ``DefinitionError`` with file, line and field.
    init(_ file: DefinitionFile) throws {
        let document = try DefinitionNode.document(file.text, file: file.path)
        let fields = try document.mapping(required: [
            "suite", "modes", "inputs", "conditions", "variants", "quick", "models", "gemms",
        ])
        try fields["suite"].require(suite: INT8FP32.name)
        modes = try ModeBudgets(fields["modes"])
        inputs = try ModelInputs(fields["inputs"])
        conditions = try LayerConditions.product(fields["conditions"])
        variants = try fields["variants"].list().map { try $0.knownBackend() }
        models = try fields["models"].list().map(Model.init)
        gemms = try fields["gemms"].list().map { try $0.gemm() }

        try DefinitionNode.refuseTwice(fields["variants"].list(), names: variants)
        try DefinitionNode.refuseTwice(fields["models"].list(), names: models.map(\.name))
        try DefinitionNode.refuseTwice(fields["gemms"].list(), names: gemms.map(\.workload))

        let quick = try fields["quick"].mapping(required: ["workloads", "conditions"])
        quickConditions = try quick["conditions"].list().map(LayerConditions.init)
        try DefinitionNode.refuseTwice(
            quick["conditions"].list(), names: quickConditions.map { "\($0.stage.rawValue), \($0.cache.rawValue)" })
        let known = Set(
            models.flatMap { model in [model.name] + model.layers.map { "\(model.name).\($0.name)" } }
                + gemms.map(\.workload))
        quickWorkloads = try quick["workloads"].list().map { node in
            let name = try node.name()
            guard known.contains(name) else {
                throw node.error("no layer or model is called '\(name)'", remedy: nearest(name, in: known))
            }
            return name
        }
        try DefinitionNode.refuseTwice(quick["workloads"].list(), names: quickWorkloads)
    }
}

extension INT8FP32Definition.Model {
    fileprivate init(_ node: DefinitionNode) throws {
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

extension DefinitionNode {
    /// A product `[M, N, K]`.
    fileprivate func gemm() throws -> GEMMShape {
        let dimensions = try list(count: 3).map { try $0.whole() }
        let shape = GEMMShape(m: dimensions[0], n: dimensions[1], k: dimensions[2])
        try refuseUncomputable(.layer(.gemm(shape)))
        return shape
    }

    fileprivate func knownBackend() throws -> String {
        let name = try name()
        guard Backends.all.contains(where: { $0.name == name }) else {
            throw error("no variant is called '\(name)'", remedy: nearest(name, in: Backends.all.map(\.name)))
        }
        return name
    }
}

extension GEMMShape {
    /// `gemm.MxNxK`.
    var workload: String { "gemm.\(m)x\(n)x\(k)" }
}
