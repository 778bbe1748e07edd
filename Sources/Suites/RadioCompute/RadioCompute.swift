import EnergyModels
import Measurement
import Report

/// Is it cheaper for a device to train by itself, or to switch the radio on and send?
public struct RadioCompute: BenchmarkSuite {
    /// `radio-compute`.
    public static let name = "radio-compute"
    /// The question in one sentence.
    public static let question = "Is it cheaper for a device to train by itself or to send its data?"
    /// What `--set` understands.
    public static let options: [SuiteOption] = [
        .init(
            key: "draws", values: ["NUMBER"], standard: "the definition's",
            summary: "draws of all uncertain numbers, for each question")
    ]

    /// How much the request's mode measures of each group.
    public let budget: ModeBudget
    private let definition: RadioComputeDefinition
    private let request: SuiteRequest
    private let draws: Int

    /// Reads the definition, its scenarios and profiles, and the request.
    /// - Throws: ``DefinitionError`` for the definition, ``SuiteError`` for the request.
    public init(definition file: DefinitionFile, request: SuiteRequest) throws {
        definition = try RadioComputeDefinition(file)
        try Self.refuseUnknown(request.options)
        if let shape = request.shapes.first { throw SuiteError.noShapes(shape, suite: Self.name) }
        self.request = request
        budget = definition.modes[request.mode]
        let standard = request.mode == .quick ? definition.draws.quick : definition.draws.full
        draws = try request.options["draws"].map(Self.draws) ?? standard
    }

    private static func draws(_ text: String) throws -> Int {
        guard let draws = Int(text), (200...10_000_000).contains(draws) else {
            throw SuiteError.badOptionValue(
                key: "draws", value: text, expected: "a whole number from 200 to 10000000")
        }
        return draws
    }

    /// Everything beside the definition that says what is asked.
    public static func companions(of file: DefinitionFile) throws -> [String] {
        try RadioComputeDefinition.companions(of: file)
    }

    /// A group for each network that a scenario trains, by which a step's energy on this machine is metered.
    public func groups(on machine: HostFacts) throws -> [GroupPlan] {
        let planner = UpdatePlanner(
            suite: Self.name, variants: definition.updates.variants,
            store: LatestValue { [seed = request.seed] in try UpdateTensors($0, seed: seed) },
            availableBytes: machine.availableMemoryBytes)
        return try definition.updates.workloads.map { try planner.group($0) }
    }

    /// All networks are one question.
    public func family(of group: GroupResult) -> ComparisonFamily {
        ComparisonFamily(
            name: CaseID.conditionText(group.conditions),
            comparisons: definition.updates.workloads.count * (definition.updates.variants.count - 1))
    }

    /// None: what is measured answers no question by itself.
    public func findings(
        from results: [GroupResult], comparisons: [Report.Comparison], on host: Report.Host
    ) -> [Report.Finding] { [] }

    /// Both ways of every question.
    public func modelledIDs() throws -> [CaseID] {
        try definition.scenarios.flatMap(\.subjects).flatMap { try [$0.id("send"), $0.id("train")] }
    }

    /// The answers to all questions, their plots, and how far the models are from what others have measured.
    public func modelled(from results: [GroupResult]) throws -> ModelledCases {
        let isWhole = request.filters.isEmpty && request.variants.isEmpty
        return try ScenarioAnswers(
            scenarios: definition.scenarios,
            errors: isWhole ? ModelErrors(catalogue: definition.catalogue).findings() : [], draws: draws,
            seed: request.seed
        ).modelled(from: results) { Selection.admits($0, request) }
    }
}
