import EnergyModels
import Models
import Quantities

/// Reads scenarios, as `suites/README.md` has their form.
struct ScenarioReader {
    let catalogue: ProfileCatalogue
    /// The models that can be learnt.
    let models: [ModelDefinition]

    /// - Throws: ``DefinitionError`` with file, line and field; ``SuiteError`` for profiles that there are not.
    func scenario(_ file: DefinitionFile) throws -> Scenario {
        let document = try DefinitionNode.document(file.text, file: file.path)
        let fields = try document.mapping(
            required: ["scenario", "title", "sources", "learning", "payloads", "cadences", "devices", "radios"],
            optional: ["battery", "surroundings", "sends", "radio-while-training", "lifetime"])
        let sources = try ProfileSources(fields["sources"])
        return try Scenario(
            name: fields["scenario"].name(), title: fields["title"].text(),
            battery: fields.optional("battery").map { node in try node.named { try catalogue.battery($0) } },
            surroundings: surroundings(fields.optional("surroundings"), sources),
            learning: learning(fields["learning"], sources),
            payloads: fields["payloads"].unique(\.name) { try payload($0) },
            cadences: fields["cadences"].unique(\.name) { try cadence($0) },
            devices: fields["devices"].unique(\.name) { try device($0, sources) },
            radios: fields["radios"].unique(\.name) { try radio($0, sources) },
            sendsTogether: fields.optional("sends")?.choice(Sending.self) == .together,
            keepsRadio: fields.optional("radio-while-training")?.choice(RadioState.self) != .off,
            lifetime: fields.optional("lifetime").map { node in
                guard fields.optional("battery") != nil else {
                    throw node.error("there is no battery whose life this is", remedy: "add battery: NAME")
                }
                return try lifetime(node)
            })
    }

    private enum Sending: String, CaseIterable {
        case atOnce = "at-once"
        case together
    }

    private enum RadioState: String, CaseIterable {
        case reachable, off
    }

    private func surroundings(
        _ node: DefinitionNode?, _ sources: ProfileSources
    ) throws -> Profile<SurroundingsModel> {
        let numbers = try node?.numbers(of: SurroundingsModel.self, sources) ?? []
        return Profile(name: "surroundings", title: "the rest of the device", numbers: numbers)
    }

    private func learning(_ node: DefinitionNode, _ sources: ProfileSources) throws -> Scenario.Learning {
        let fields = try node.mapping(
            required: [],
            optional: ["overhead", "model", "scope", "macs", "steps", "precision", "update", "receives"])
        let overhead =
            try fields.optional("overhead").map { try sources.number($0, as: OverheadModel.place) }
            ?? Scenario.Learning.usualOverhead
        let steps = try fields.optional("steps")?.whole(in: 1...1_000_000) ?? 1
        let arithmetic: Arithmetic = try fields.optional("precision")?.choice() ?? .fp32
        guard let named = fields.optional("model") else {
            return try Scenario.Learning(
                title: "a step of \(fields["macs"].whole(in: 1...1 << 50)) MACs", measured: nil,
                macs: fields["macs"].whole(in: 1...1 << 50), steps: steps, arithmetic: arithmetic, overhead: overhead,
                update: fields["update"].bytes(), model: fields.optional("receives")?.bytes() ?? .zero)
        }
        let name = try named.text()
        guard let model = models.first(where: { $0.name == name }) else {
            throw named.error("no model is called '\(name)'", remedy: nearest(name, in: models.map(\.name)))
        }
        let variant = try fields.optional("scope")?.updateVariant() ?? .full
        let part = try TrainedPart(model, variant)
        return try Scenario.Learning(
            title: part.title, measured: (name, variant), macs: part.macs, steps: steps, arithmetic: arithmetic,
            overhead: overhead, update: fields.optional("update")?.bytes(parameters: part.updated) ?? part.updated,
            model: fields.optional("receives")?.bytes(parameters: part.updated) ?? .zero)
    }

    private func payload(_ node: DefinitionNode) throws -> Scenario.Payload {
        let fields = try node.mapping(required: ["name"], optional: ["raw", "report", "case"])
        let name = try fields["name"].name()
        guard let report = fields.optional("report") else {
            return Scenario.Payload(name: name, raw: try fields["raw"].bytes(atLeast: 1))
        }
        return Scenario.Payload(name: name, raw: try WireBytes(report: report, case: fields["case"]).bytes)
    }

    private func cadence(_ node: DefinitionNode) throws -> Scenario.Cadence {
        let fields = try node.mapping(required: ["every", "batches"])
        return try Scenario.Cadence(
            every: fields["every"].span(), text: fields["every"].text(),
            batches: fields["batches"].whole(in: 1...BreakEven.most))
    }

    private func device(_ node: DefinitionNode, _ sources: ProfileSources) throws -> Scenario.Device {
        guard node.isMapping else {
            return try node.text() == "host" ? .host : .processor(node.named { try catalogue.processor($0) })
        }
        let fields = try node.mapping(required: ["name", "title"], optional: ["step", "imported"])
        if let imported = fields.optional("imported") {
            return try .given(
                name: fields["name"].name(), title: fields["title"].text(), ImportedStep(of: imported).number)
        }
        return try .given(
            name: fields["name"].name(), title: fields["title"].text(),
            sources.number(fields["step"], as: StepModel.place))
    }

    private func radio(_ node: DefinitionNode, _ sources: ProfileSources) throws -> RadioProfile {
        guard node.isMapping else { return try node.named { try catalogue.radio($0) } }
        let fields = try node.mapping(required: ["name", "title", "like", "numbers"])
        return try fields["like"].named { like in
            try catalogue.radio(
                like, as: (fields["name"].name(), fields["title"].text()), changes: fields["numbers"], sources)
        }
    }

    private func lifetime(_ node: DefinitionNode) throws -> Scenario.Lifetime {
        let fields = try node.mapping(required: ["before", "after"])
        let (before, after) = try (fields["before"].span(), fields["after"].span())
        guard before < after else {
            throw node.error(
                "\(QuantityWords.span(before)) is not shorter than \(QuantityWords.span(after))",
                remedy: "write before < after")
        }
        return Scenario.Lifetime(before: before, after: after)
    }
}

/// The numbers that a scenario gives of training.
private struct OverheadModel: NumberModel {
    var factor = Ratio(1)
    static let place = ModelNumber<Self>("overhead", \.factor, Scenario.Learning.meaningOfOverhead)
    static let numbers: [ModelNumber<Self>] = [place]
}

/// The numbers that a scenario gives of a device of its own.
private struct StepModel: NumberModel {
    var energy = Joules.zero
    static let place = ModelNumber<Self>("step", \.energy, "energy of a training step")
    static let numbers: [ModelNumber<Self>] = [place]
}
