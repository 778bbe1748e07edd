import Adaptation
import Kernels
import Measurement
import Report

/// Which strategy should a deployed model learn by when what it meets drifts away from what it was trained for?
public struct AdaptationSuite: BenchmarkSuite {
    /// `adaptation`.
    public static let name = "adaptation"
    /// The question in one sentence.
    public static let question =
        "Which strategy should a deployed model learn by when what it meets drifts, within which memory and energy?"
    /// What `--set` understands.
    public static let options: [SuiteOption] = DeviceBudget.options.map { option in
        .init(key: option.key, values: [option.expected], standard: "that of the definition", summary: option.summary)
    }
    /// Radios and processors of `suites/profiles/`, and the models of `suites/int8-fp32.yaml`.
    public static func companions(of definition: DefinitionFile) throws -> [String] {
        ProfileCatalogue.files + [INT8FP32.name]
    }

    /// How much the request's mode measures of each group.
    public let budget: ModeBudget
    private let definition: AdaptationDefinition
    private let device: DeviceBudget
    private let isQuick: Bool
    private let seed: UInt64

    /// Reads the definition and the request.
    /// - Throws: ``DefinitionError`` for the definition, ``SuiteError`` for the request.
    public init(definition file: DefinitionFile, request: SuiteRequest) throws {
        definition = try AdaptationDefinition(file)
        try Self.refuseUnknown(request.options)
        if let shape = request.shapes.first { throw SuiteError.noShapes(shape, suite: Self.name) }
        device = try definition.budget.replacing(request.options)
        budget = definition.modes[request.mode]
        isQuick = request.mode == .quick
        seed = request.seed
    }

    private var workloads: [AdaptationWorkload] { isQuick ? definition.quickWorkloads : definition.workloads }
    private var strategies: [AdaptationStrategy] { isQuick ? definition.quickStrategies : definition.strategies }

    private var updates: [UpdateWorkload] { isQuick ? definition.quickUpdates : definition.updates.workloads }

    /// A group for each scenario and drift, one for each larger network in training, then the detectors by themselves.
    public func groups(on machine: HostFacts) throws -> [GroupPlan] {
        let planner = AdaptationPlanner(
            strategies: strategies, device: definition.device, memory: device.memory,
            stores: LatestValue { [seed] in AdaptationStore($0, seed: seed) }, seed: seed)
        let updatePlanner = UpdatePlanner(
            suite: Self.name, variants: definition.updates.variants,
            store: LatestValue { [seed] in try UpdateTensors($0, seed: seed) },
            availableBytes: machine.availableMemoryBytes)
        return try workloads.map { try planner.group($0) } + updates.map { try updatePlanner.group($0) }
            + DetectorPlanner(definition: definition.detectors, seed: seed).groups()
    }

    /// All scenarios under a drift in all strategies; all detectors.
    public func family(of group: GroupResult) -> ComparisonFamily {
        guard group.workload != DetectorPlanner.workload else {
            return ComparisonFamily(
                name: group.workload,
                comparisons: (definition.detectors.steps.count + 1) * (definition.detectors.detectors.count - 1))
        }
        guard group.conditions != UpdatePlanner.conditions else {
            return ComparisonFamily(
                name: CaseID.conditionText(group.conditions),
                comparisons: definition.updates.workloads.count * (definition.updates.variants.count - 1))
        }
        return ComparisonFamily(
            name: CaseID.conditionText(group.conditions),
            comparisons: definition.workloads.count { $0.conditions == group.conditions }
                * (definition.strategies.count - 1))
    }

    /// What fits the device and does best there, first; then each strategy, the alternative, and the detectors.
    public func findings(
        from results: [GroupResult], comparisons: [Report.Comparison], on host: Report.Host
    ) -> [Report.Finding] {
        let adapted = workloads.compactMap { Adapted($0, strategies, definition.device, results, seed: seed) }
        return StrategyFindings(adapted: adapted).grids + BudgetFindings(adapted: adapted, budget: device).all()
            + StrategyFindings(adapted: adapted).overview
            + CloudFindings(adapted: adapted, device: definition.device, seed: seed).all()
            + UpdateFindings(workloads: updates, variants: definition.updates.variants, results: results).all()
            + DetectorFindings(definition: definition.detectors, results: results).all()
    }

    /// Accuracy over energy: the strategies that no other beats, and the others.
    public func series(from results: [GroupResult]) -> [Report.Series] {
        workloads.compactMap { Adapted($0, strategies, definition.device, results, seed: seed) }
            .flatMap { ParetoFront($0).series }
    }
}
