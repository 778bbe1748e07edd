import EnergyModels
import Models
import Report

/// Answers questions about energy without measuring anything: single ones and scenarios.
public struct EnergyDesk {
    /// All radios, processors and batteries.
    public let catalogue: ProfileCatalogue
    private let reader: ScenarioReader

    /// - Parameter file: gives the file of a name, such as `profiles/radios`.
    /// - Throws: ``DefinitionError`` with file, line and field, and whatever `file` throws.
    public init(_ file: (String) throws -> DefinitionFile) throws {
        catalogue = try ProfileCatalogue(file)
        let definition = try file(INT8FP32.name)
        reader = ScenarioReader(
            catalogue: catalogue,
            models: try ModelDefinition.all(
                DefinitionNode.document(definition.text, file: definition.path).value("models")))
    }

    /// The answer to one question in lines of text.
    /// - Throws: ``SuiteError`` for names that there are not, or where the processor has no figures of the precision.
    public func lines(_ question: EnergyQuestion, draws: Int, seed: UInt64) throws -> [String] {
        let scenario = try reader.scenario(of: question)
        return try scenario.subjects.flatMap { subject in
            let host = HostEnergy([]).step(of: scenario.learning)
            return try AnswerScreen(Answer(subject, draws: draws, seed: seed, host: host)).lines
        }
    }

    /// The answer to one question as it goes into a report.
    /// - Throws: as ``lines(_:draws:seed:)``.
    public func cases(_ question: EnergyQuestion, draws: Int, seed: UInt64) throws -> ModelledCases {
        try ScenarioAnswers(scenarios: [reader.scenario(of: question)], draws: draws, seed: seed).modelled()
    }

    /// The answers to all questions of a scenario but those about this machine, as they go into a report.
    /// - Throws: ``DefinitionError`` with file, line and field, and ``SuiteError/nothingRuns(reasons:)`` where there are no
    ///   others.
    public func cases(_ scenario: DefinitionFile, draws: Int, seed: UInt64) throws -> ModelledCases {
        var scenario = try reader.scenario(scenario)
        // Nothing is measured here.
        scenario.devices.removeAll { if case .host = $0 { true } else { false } }
        guard !scenario.devices.isEmpty else {
            throw SuiteError.nothingRuns(reasons: ["host: this machine is measured by bench radio-compute alone"])
        }
        return try ScenarioAnswers(scenarios: [scenario], draws: draws, seed: seed).modelled()
    }
}
