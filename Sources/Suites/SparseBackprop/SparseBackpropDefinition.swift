import Kernels

/// What `suites/sparse-backprop.yaml` says.
struct SparseBackpropDefinition: Sendable {
    var modes: ModeBudgets
    var conditions: [StepConditions]
    var dense: [String]
    var forms: [SparsityForm]
    var sparsities: [Double]
    var workloads: [StepWorkload]
    var updates: UpdateDefinition
    var gradients: GradientDefinition
    var tasks: TaskDefinition
    var quickWorkloads: [String]
    var quickConditions: [StepConditions]
    var quickSparsities: [Double]
    var quickUpdates: [String]
    var quickTasks: [String]
}

extension SparseBackpropDefinition {
    /// Reads the definition, and the models of its companion.
    /// - Throws: ``DefinitionError`` with file, line and field, ``SuiteError`` or `ReportError` for the companion.
    init(_ file: DefinitionFile) throws {
        let document = try DefinitionNode.document(file.text, file: file.path)
        let fields = try document.mapping(required: [
            "suite", "modes", "conditions", "dense", "forms", "sparsities", "workloads", "gradients", "updates",
            "tasks",
            "quick",
        ])
        try fields["suite"].require(suite: SparseBackprop.name)
        modes = try ModeBudgets(fields["modes"])
        conditions = try StepConditions.product(fields["conditions"])
        dense = try fields["dense"].list().map { try $0.denseKernel() }
        try DefinitionNode.refuseTwice(fields["dense"].list(), names: dense)
        forms = try fields["forms"].list().map { try $0.choice() }
        try DefinitionNode.refuseTwice(fields["forms"].list(), names: forms.map(\.rawValue))
        sparsities = try fields["sparsities"].sparsities()
        workloads = try fields["workloads"].list().map { try StepWorkload($0) }
        try DefinitionNode.refuseTwice(fields["workloads"].list(), names: workloads.map(\.name))

        let companion = try file.companion(INT8FP32.name)
        let models = try ModelDefinition.all(
            DefinitionNode.document(companion.text, file: companion.path).value("models"))
        updates = try UpdateDefinition(fields["updates"], models: models)

        gradients = try GradientDefinition(fields["gradients"])
        tasks = try TaskDefinition(fields["tasks"])

        let quick = try fields["quick"].mapping(required: ["workloads", "conditions", "sparsities", "updates", "tasks"])
        quickConditions = try quick["conditions"].list().map { [conditions] node in
            let condition = try StepConditions(node)
            guard conditions.contains(condition) else {
                throw node.error("a full run has no such conditions", remedy: "choose among those of conditions")
            }
            return condition
        }
        try DefinitionNode.refuseTwice(
            quick["conditions"].list(), names: quickConditions.map { "\($0.pass.rawValue), \($0.stage.rawValue)" })
        quickSparsities = try quick["sparsities"].sparsities()
        quickWorkloads = try quick["workloads"].names(among: workloads.map(\.name), "workload")
        quickTasks = try quick["tasks"].names(among: tasks.workloads.map(\.stream.rawValue), "task")
        quickUpdates = try quick["updates"].names(among: updates.workloads.map(\.name), "model of updates")
    }
}

extension StepWorkload {
    /// A layer with the examples of its batch.
    fileprivate init(_ node: DefinitionNode) throws {
        let layer = try LayerDefinition(node, optional: ["batch"])
        guard case .layer(let shape) = layer.shape, SparsityForm.unstructured.unavailable(for: shape) == nil else {
            throw node.error(
                "there are no sparse kernels for \(try node.value("kind").text()) layers",
                remedy: "take a fully-connected or convolution layer")
        }
        name = layer.name
        batch = try node.value("batch").whole(in: 1...65_536)
        guard !shape.macs.multipliedReportingOverflow(by: 4 * batch).overflow else {
            throw node.error("its MACs do not fit into 64 bits", remedy: "take a smaller batch")
        }
        if case .gemm(let gemm) = shape {
            // The examples are the rows of one product.
            self.shape = .gemm(.init(m: batch, n: gemm.n, k: gemm.k))
            batch = 1
        } else {
            self.shape = shape
        }
    }
}

extension DefinitionNode {
    /// A list of names that are known, each once.
    fileprivate func names(among known: [String], _ noun: String) throws -> [String] {
        let nodes = try list()
        let names = try nodes.map { node in
            let name = try node.name()
            guard known.contains(name) else {
                throw node.error("no \(noun) is called '\(name)'", remedy: nearest(name, in: known))
            }
            return name
        }
        try Self.refuseTwice(nodes, names: names)
        return names
    }

    fileprivate func denseKernel() throws -> String {
        let name = try name()
        let known = TrainingBackends.all.map(\.name) + [BestTrainingBackend.name]
        guard known.contains(name) else {
            throw error("no dense kernel is called '\(name)'", remedy: nearest(name, in: known))
        }
        return name
    }

    /// Shares in 0 ..< 1, ascending.
    fileprivate func sparsities() throws -> [Double] {
        let nodes = try list()
        var shares: [Double] = []
        for node in nodes {
            guard let share = node.node.float, share >= 0, share < 1 else {
                throw node.error(
                    "a sparsity is a share from 0 up to, not including, 1", remedy: "write one such as 0.9")
            }
            guard shares.last.map({ $0 < share }) ?? true else {
                throw node.error("sparsities ascend", remedy: "write each once, the lowest first")
            }
            shares.append(share)
        }
        return shares
    }
}
