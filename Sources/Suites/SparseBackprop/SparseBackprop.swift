import Kernels
import Measurement
import Report

/// From which sparsity on does a sparse backward pass save time, memory and energy on this machine?
public struct SparseBackprop: BenchmarkSuite {
    /// `sparse-backprop`.
    public static let name = "sparse-backprop"
    /// The question in one sentence.
    public static let question =
        "From which sparsity of weights, gradients and updates on does training pay?"
    /// The models are those of `suites/int8-fp32.yaml`.
    public static func companions(of definition: DefinitionFile) throws -> [String] { [INT8FP32.name] }
    /// What `--set` understands.
    public static let options: [SuiteOption] = [
        .init(
            key: "kernels", values: ["fastest"] + SparseKernels.all.map(\.name), standard: "fastest",
            summary: "instruction set of the sparse kernels")
    ]

    /// How much the request's mode measures of each group.
    public let budget: ModeBudget
    let definition: SparseBackpropDefinition
    private let workloads: [StepWorkload]
    private let conditions: [StepConditions]
    private let variants: [SparsityVariant]
    private let updates: [UpdateWorkload]
    private let kernels: SparseKernels
    private let isQuick: Bool
    private let seed: UInt64

    /// Reads the definition and the request.
    /// - Throws: ``DefinitionError`` for the definition, ``SuiteError`` for the request.
    public init(definition file: DefinitionFile, request: SuiteRequest) throws {
        definition = try SparseBackpropDefinition(file)
        try Self.refuseUnknown(request.options)
        if let shape = request.shapes.first { throw SuiteError.noShapes(shape, suite: Self.name) }
        kernels = try Self.kernels(request.options["kernels"])
        isQuick = request.mode == .quick
        budget = definition.modes[request.mode]
        let quick = Set(definition.quickWorkloads)
        workloads = isQuick ? definition.workloads.filter { quick.contains($0.name) } : definition.workloads
        conditions = isQuick ? definition.quickConditions : definition.conditions
        variants = SparsityVariant.all(
            definition.forms, isQuick ? definition.quickSparsities : definition.sparsities)
        let quickUpdates = Set(definition.quickUpdates)
        updates =
            isQuick
            ? definition.updates.workloads.filter { quickUpdates.contains($0.name) } : definition.updates.workloads
        seed = request.seed
    }

    /// A group for each layer and each combination of conditions, then one for each network.
    public func groups(on machine: HostFacts) throws -> [GroupPlan] {
        let best = BestTrainingBackend(packs: true)
        let planner = StepPlanner(
            dense: definition.dense, variants: variants, kernels: kernels, best: best,
            bestUnpacked: BestTrainingBackend(packs: false),
            store: LatestValue { [seed] in StepTensors($0, seed: seed) },
            availableBytes: machine.availableMemoryBytes)
        let updatePlanner = UpdatePlanner(
            suite: Self.name, variants: definition.updates.variants,
            store: LatestValue { [seed] in try UpdateTensors($0, seed: seed) },
            availableBytes: machine.availableMemoryBytes)
        return try workloads.flatMap { workload in
            try conditions.map { condition in
                var group = try planner.group(workload, condition)
                if isQuick, condition != conditions.first {
                    group.unmetered = "a quick run meters the first conditions alone; leave --quick out"
                }
                return group
            }
        } + gradientGroups(best, machine.availableMemoryBytes) + updates.map { try updatePlanner.group($0) }
            + taskGroups(best, machine.availableMemoryBytes)
    }

    private func taskGroups(_ best: BestTrainingBackend, _ availableBytes: Int?) throws -> [GroupPlan] {
        let planner = TaskPlanner(
            variants: definition.tasks.variants, best: best,
            stores: LatestValue { [seed] in TaskStore($0, seed: seed) },
            availableBytes: availableBytes)
        return try tasks.map { try planner.group($0) }
    }

    private var tasks: [TaskWorkload] {
        isQuick
            ? definition.tasks.workloads.filter { definition.quickTasks.contains($0.stream.rawValue) }
            : definition.tasks.workloads
    }

    /// A quick run has the first batch alone.
    private var gradientWorkloads: [GradientWorkload] {
        isQuick ? Array(definition.gradients.workloads.prefix(1)) : definition.gradients.workloads
    }

    /// What choosing costs shows in the backward pass.
    private func gradientVariants(of pass: GradientCase.Pass?) -> [GradientVariant] {
        definition.gradients.variants.filter { pass == .backward || !$0.isChosen }
    }

    private func gradientGroups(_ best: BestTrainingBackend, _ availableBytes: Int?) throws -> [GroupPlan] {
        try gradientWorkloads.flatMap { workload in
            try GradientCase.Pass.allCases.map { pass in
                let variants = gradientVariants(of: pass)
                return try GradientPlanner(
                    variants: variants, best: best, seed: seed, availableBytes: availableBytes
                ).group(
                    workload, pass)
            }
        }
    }

    /// The layers under the group's conditions in all variants, which are the crossovers of one table, or all networks.
    public func family(of group: GroupResult) -> ComparisonFamily {
        if group.conditions == UpdatePlanner.conditions {
            return ComparisonFamily(
                name: CaseID.conditionText(group.conditions),
                comparisons: definition.updates.workloads.count * (definition.updates.variants.count - 1))
        }
        if group.conditions == TaskPlanner.conditions {
            return ComparisonFamily(
                name: CaseID.conditionText(group.conditions),
                comparisons: definition.tasks.workloads.count * (definition.tasks.variants.count - 1))
        }
        if group.conditions["batch"] != nil {
            return ComparisonFamily(
                name: CaseID.conditionText(group.conditions),
                comparisons: gradientVariants(of: GradientCase.Pass(rawValue: group.conditions["pass"] ?? "")).count - 1
            )
        }
        let dense = definition.dense.count { name in
            name == BestTrainingBackend.name || TrainingBackends.named(name)?.unavailable == nil
        }
        return ComparisonFamily(
            name: CaseID.conditionText(group.conditions),
            comparisons: definition.workloads.count
                * (SparsityVariant.all(definition.forms, definition.sparsities).count + dense - 1))
    }

    /// The answers over all layers and at equal accuracy first; then what few gradients and few updates save, and layer by layer
    /// the crossovers and how near the speed-ups come to what is left out.
    public func findings(
        from results: [GroupResult], comparisons: [Report.Comparison], on host: Report.Host
    ) -> [Report.Finding] {
        let layers = SparsityFindings(variants: variants, results: results)
        let tasks = TaskFindings(workloads: tasks, variants: definition.tasks.variants, results: results)
        return layers.overview + tasks.overview
            + GradientFindings(
                workloads: gradientWorkloads, variants: definition.gradients.variants, results: results
            ).all()
            + UpdateFindings(workloads: updates, variants: definition.updates.variants, results: results).all()
            + tasks.details + layers.details
    }

    /// Speed-up over sparsity, a chart for each layer and conditions of a whole step, a curve for each form.
    public func series(from results: [GroupResult]) -> [Report.Series] {
        results.flatMap { SparsityCurves($0, variants: variants).series() }
    }

    private static func kernels(_ value: String?) throws -> SparseKernels {
        guard let value, value != "fastest" else { return .fastest }
        guard let kernels = SparseKernels.all.first(where: { $0.name == value }) else {
            throw SuiteError.badOptionValue(
                key: "kernels", value: value, expected: options[0].values.joined(separator: " or "))
        }
        return kernels
    }
}
