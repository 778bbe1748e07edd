import Adaptation
import EnergyModels
import Learning
import Models

/// What a user's list of model variants says.
struct VariantsDefinition: Sendable {
    var title: String
    var modes: ModeBudgets
    var task: VariantTask
    /// nil where nothing drifts, and no variant has a strategy.
    var drift: VariantDrift?
    /// What inputs are disturbed by, one at a time.
    var disturbances: [Disturbance]
    /// That energies are modelled on.
    var processor: Profile<ProcessorModel>
    var variants: [VariantDefinition]
    /// The name of the one that the others are held against.
    var baseline: String
}

extension VariantsDefinition {
    /// - Throws: ``DefinitionError`` with file, line and field.
    init(_ file: DefinitionFile) throws {
        let fields = try Self.fields(of: file)
        try fields["suite"].require(suite: VariantsSuite.name)
        title = try fields["title"].text()
        modes = try ModeBudgets(fields["modes"])
        task = try fields["task"].variantTask()
        let shape = task.stream.shape
        drift = try fields.optional("drift")?.variantDrift(of: shape)
        disturbances = try fields.optional("disturbances")?.unique(\.name) { try $0.disturbance(of: shape) } ?? []
        processor = try fields["processor"].named { try ProfileCatalogue(file.companion).processor($0) }
        let reader = VariantReader(task: task, hasDrift: drift != nil)
        (variants, baseline) = try reader.variants(fields["variants"])
    }

    private static func fields(of file: DefinitionFile) throws -> DefinitionMapping {
        try DefinitionNode.document(file.text, file: file.path).mapping(
            required: ["suite", "title", "modes", "task", "processor", "variants"],
            optional: ["drift", "disturbances"])
    }

    /// Paths of all files of weights.
    static func weights(of file: DefinitionFile) throws -> [String] {
        try fields(of: file)["variants"].list().compactMap { node in
            try node.mapping().first { $0.key == "weights" }?.value.besidePath()
        }
    }
}

extension DefinitionNode {
    /// `{ stream, sources, examples, seeds }`.
    fileprivate func variantTask() throws -> VariantTask {
        let fields = try mapping(required: ["stream", "sources", "examples", "seeds"])
        return try VariantTask(
            stream: fields["stream"].choice(), sources: fields["sources"].whole(in: 1...1000),
            examples: fields["examples"].whole(in: 1...10_000),
            lots: fields["seeds"].whole(in: VariantTask.leastLots...1000))
    }

    /// `{ schedule, events, new: { source, disturbances }, rate }`.
    fileprivate func variantDrift(of shape: ImageShape) throws -> VariantDrift {
        let fields = try mapping(required: ["schedule", "events", "new", "rate"])
        let events = try fields["events"].whole(in: 100...1_000_000)
        let new = try fields["new"].mapping(required: ["source"], optional: ["disturbances"])
        let disturbances = try new.optional("disturbances")?.list().map { try $0.disturbance(of: shape) } ?? []
        return try VariantDrift(
            schedule: fields["schedule"].schedule(within: events), events: events,
            new: .init(source: new["source"].whole(in: 0...1000), disturbances: disturbances),
            rate: fields["rate"].positive())
    }

    /// One that can happen to a sensor.
    fileprivate func disturbance(of shape: ImageShape) throws -> Disturbance {
        try understood { text in
            let disturbance = try Disturbance(parsing: text)
            let signal = [Float](repeating: 0, count: shape.count)
            _ = try disturbance.applied(to: signal, shape: shape, example: 0, seed: 0)
            return disturbance
        }
    }
}
