import Drift
import EnergyModels
import MicroLearning

/// What `suites/micro-update.yaml` says.
struct MicroUpdateDefinition: Sendable {
    var modes: ModeBudgets
    var precisions: [MicroPrecision]
    var scenarios: [MicroScenario]
    var quickScenarios: [MicroScenario]
    var policies: [UpdatePolicy]
    /// On which an update is modelled.
    var processors: [Profile<ProcessorModel>]
    /// That would send the event instead.
    var radios: [RadioProfile]
}

extension MicroUpdateDefinition {
    /// - Throws: ``DefinitionError`` with file, line and field.
    init(_ file: DefinitionFile) throws {
        let document = try DefinitionNode.document(file.text, file: file.path)
        let fields = try document.mapping(required: [
            "suite", "modes", "precisions", "scenarios", "policies", "individuals", "quick", "processors", "radios",
        ])
        try fields["suite"].require(suite: MicroUpdateSuite.name)
        modes = try ModeBudgets(fields["modes"])
        precisions = try fields["precisions"].unique(\.rawValue) { node in
            try node.understood { try MicroPrecision(named: $0) }
        }
        guard precisions.contains(.fp32) else {
            throw try fields["precisions"].error("the others are held against fp32", remedy: "add fp32")
        }
        policies = try fields["policies"].unique(\.description) { node in
            try node.understood { try UpdatePolicy($0) }
        }
        guard policies.contains(.frozen), policies.contains(.everyEvent) else {
            throw try fields["policies"].error("the others are held against frozen and every", remedy: "add both")
        }
        let individuals = try fields["individuals"].individuals()
        let all = try fields["scenarios"].unique(\.name) { try $0.scenario(individuals: individuals) }
        scenarios = all
        let quick = try fields["quick"].mapping(required: ["scenarios", "individuals"])
        let fewer = try quick["individuals"].individuals()
        quickScenarios = try quick["scenarios"].unique(\.name) { node in
            let name = try node.name()
            guard var scenario = all.first(where: { $0.name == name }) else {
                throw node.error("no scenario is called '\(name)'", remedy: nearest(name, in: all.map(\.name)))
            }
            scenario.individuals = fewer
            return scenario
        }
        let catalogue = try ProfileCatalogue(file.companion)
        processors = try fields["processors"].unique(\.name) { node in try node.named { try catalogue.processor($0) } }
        radios = try fields["radios"].unique(\.name) { node in try node.named { try catalogue.radio($0) } }
    }
}

extension DefinitionNode {
    /// Fewer than ten have no interval worth the name.
    fileprivate func individuals() throws -> Int { try whole(in: 10...1000) }

    /// `{ name, title, source, schedule, events }`.
    fileprivate func scenario(individuals: Int) throws -> MicroScenario {
        let fields = try mapping(required: ["name", "title", "source", "schedule", "events"])
        let events = try fields["events"].whole(in: 100...1_000_000)
        return try MicroScenario(
            name: fields["name"].name(), title: fields["title"].text(),
            source: fields["source"].understood { try EventSources.named($0) },
            schedule: fields["schedule"].schedule(within: events), events: events, individuals: individuals)
    }
}
