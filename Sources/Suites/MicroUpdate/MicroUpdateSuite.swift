import Kernels
import Measurement
import MicroLearning
import Report

/// What does it cost to let a small deployed model learn on, event by event, and when should it learn?
public struct MicroUpdateSuite: BenchmarkSuite {
    /// `micro-update`.
    public static let name = "micro-update"
    /// The question in one sentence.
    public static let question =
        "What does it cost to let a small model learn on, event by event, and when should it learn?"
    /// What `--set` understands.
    public static let options: [SuiteOption] = []
    /// Radios and processors of `suites/profiles/`.
    public static func companions(of definition: DefinitionFile) throws -> [String] { ProfileCatalogue.files }

    /// How much the request's mode measures of each group.
    public let budget: ModeBudget
    private let definition: MicroUpdateDefinition
    private let scenarios: [MicroScenario]
    private let seed: UInt64

    /// Reads the definition and the request.
    /// - Throws: ``DefinitionError`` for the definition, ``SuiteError`` for the request.
    public init(definition file: DefinitionFile, request: SuiteRequest) throws {
        definition = try MicroUpdateDefinition(file)
        try Self.refuseUnknown(request.options)
        if let shape = request.shapes.first { throw SuiteError.noShapes(shape, suite: Self.name) }
        budget = definition.modes[request.mode]
        scenarios = request.mode == .quick ? definition.quickScenarios : definition.scenarios
        seed = request.seed
    }

    private var ways: [MicroWay] { MicroWay.all(definition.precisions, definition.policies) }

    /// A group for each pass of the playlist's model, then two for each scenario: how it begins, and how it learns.
    public func groups(on machine: HostFacts) throws -> [GroupPlan] {
        let costs = MicroCostPlanner(precisions: definition.precisions, seed: seed)
        let stores = LatestValue<MicroScenario, MicroStore> { [seed] in MicroStore($0, seed: seed) }
        let (starts, planner) = (DistillationPlanner(stores: stores), MicroPlanner(ways: ways, stores: stores))
        return try MicroPass.allCases.map { try costs.group($0) }
            + scenarios.flatMap { [try starts.group($0), try planner.group($0)] }
    }

    /// All precisions of a pass; all scenarios in all ways.
    public func family(of group: GroupResult) -> ComparisonFamily {
        let comparisons =
            switch group.conditions {
            case MicroPlanner.conditions: definition.scenarios.count * (ways.count - 1)
            case DistillationPlanner.conditions: definition.scenarios.count * (Distillation.Learnt.allCases.count - 1)
            default: definition.precisions.count - 1
            }
        return ComparisonFamily(name: CaseID.conditionText(group.conditions), comparisons: comparisons)
    }

    /// What an update takes, first; then when to learn, and in which numbers.
    public func findings(
        from results: [GroupResult], comparisons: [Report.Comparison], on host: Report.Host
    ) -> [Report.Finding] {
        let costs = MicroCostFindings(results: results, processors: definition.processors, seed: seed)
        let learnt = scenarios.compactMap { MicroLearnt($0, ways: ways, results) }
        let policies = MicroPolicyFindings(learnt: learnt)
        return costs.glances + costs.overview + policies.overview
            + DistillationFindings(scenarios: scenarios, results: results).all()
            + MicroSendFindings(radios: definition.radios, processors: definition.processors, seed: seed).all()
            + policies.grids + MicroNumberFindings(learnt: learnt).all()
    }
}
