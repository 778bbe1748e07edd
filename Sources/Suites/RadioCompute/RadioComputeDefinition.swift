/// What `suites/radio-compute.yaml` says, with its scenarios and profiles.
struct RadioComputeDefinition {
    var modes: ModeBudgets
    /// Draws of all uncertain numbers, for each question.
    var draws: (quick: Int, full: Int)
    /// The training steps that are measured.
    var updates: UpdateDefinition
    var scenarios: [Scenario]
    let catalogue: ProfileCatalogue
}

extension RadioComputeDefinition {
    /// Reads the definition and everything beside it.
    /// - Throws: ``DefinitionError`` with file, line and field, ``SuiteError`` or `ReportError` for a companion.
    init(_ file: DefinitionFile) throws {
        let document = try DefinitionNode.document(file.text, file: file.path)
        let fields = try document.mapping(required: ["suite", "modes", "draws", "updates", "scenarios"])
        try fields["suite"].require(suite: RadioCompute.name)
        modes = try ModeBudgets(fields["modes"])
        let draws = try fields["draws"].mapping(required: ["quick", "full"])
        self.draws = try (draws["quick"].draws(), draws["full"].draws())

        let companion = try file.companion(INT8FP32.name)
        let models = try ModelDefinition.all(
            DefinitionNode.document(companion.text, file: companion.path).value("models"))
        updates = try UpdateDefinition(fields["updates"], models: models)
        catalogue = try ProfileCatalogue(file.companion)
        let reader = ScenarioReader(catalogue: catalogue, models: models)
        let nodes = try fields["scenarios"].list()
        scenarios = try nodes.map { try reader.scenario(file.companion(Self.scenarioFile($0.name()))) }
        try DefinitionNode.refuseTwice(nodes, names: scenarios.map(\.name))
        for (node, scenario) in zip(nodes, scenarios) {
            guard let (workload, variant) = scenario.learning.measured else { continue }
            guard updates.workloads.contains(where: { $0.name == workload }), updates.variants.contains(variant) else {
                throw node.error(
                    "\(scenario.name) trains \(variant.name) of \(workload), which updates does not measure",
                    remedy: "add it to updates")
            }
        }
    }

    /// Of a scenario's name, as a companion.
    private static func scenarioFile(_ name: String) -> String { "scenarios/\(name)" }

    /// Everything beside a definition that says what it asks.
    static func companions(of file: DefinitionFile) throws -> [String] {
        let document = try DefinitionNode.document(file.text, file: file.path)
        let scenarios = try document.value("scenarios").list().map { try scenarioFile($0.name()) }
        return [INT8FP32.name] + ProfileCatalogue.files + scenarios
    }
}

extension DefinitionNode {
    /// At least as many as quantiles of 2.5 % need, and no more than memory has room for.
    fileprivate func draws() throws -> Int { try whole(in: 200...10_000_000) }
}
