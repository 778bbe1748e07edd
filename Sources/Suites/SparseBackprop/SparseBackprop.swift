import Kernels
import Measurement
import Report

/// From which sparsity on does a sparse backward pass save time, memory and energy on this machine?
public struct SparseBackprop: BenchmarkSuite {
    /// `sparse-backprop`.
    public static let name = "sparse-backprop"
    /// The question in one sentence.
    public static let question =
        "From which sparsity on does sparse training of a layer pay?"
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
        seed = request.seed
    }

    /// A group for each layer and each combination of conditions.
    public func groups(on machine: HostFacts) throws -> [GroupPlan] {
        let planner = StepPlanner(
            dense: definition.dense, variants: variants, kernels: kernels, store: StepTensorStore(seed: seed),
            availableBytes: machine.availableMemoryBytes)
        return try workloads.flatMap { workload in
            try conditions.map { condition in
                var group = try planner.group(workload, condition)
                if isQuick, condition != conditions.first {
                    group.unmetered = "a quick run meters the first conditions alone; leave --quick out"
                }
                return group
            }
        }
    }

    /// The layers under the group's conditions in all variants: the crossovers of one table.
    public func family(of group: GroupResult) -> ComparisonFamily {
        let dense = definition.dense.count { name in
            name == SparseBackpropDefinition.best || TrainingBackends.named(name)?.unavailable == nil
        }
        return ComparisonFamily(
            name: CaseID.conditionText(group.conditions),
            comparisons: definition.workloads.count
                * (SparsityVariant.all(definition.forms, definition.sparsities).count + dense - 1))
    }

    /// Crossovers, and how near the speed-ups come to what is left out.
    public func findings(
        from results: [GroupResult], comparisons: [Report.Comparison], on host: Report.Host
    ) -> [Report.Finding] {
        SparseBackpropFindings(variants: variants, results: results).all()
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
