import Kernels

/// What `suites/int8-fp32.yaml` says.
struct INT8FP32Definition: Sendable {
    var modes: ModeBudgets
    var inputs: ModelInputs
    var conditions: [LayerConditions]
    var variants: [String]
    var quickWorkloads: [String]
    var quickConditions: [LayerConditions]
    var models: [ModelDefinition]
    var gemms: [GEMMShape]
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
        models = try ModelDefinition.all(fields["models"])
        gemms = try fields["gemms"].list().map { try $0.gemm() }

        try DefinitionNode.refuseTwice(fields["variants"].list(), names: variants)
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
