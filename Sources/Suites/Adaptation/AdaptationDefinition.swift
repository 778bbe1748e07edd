import Adaptation
import EnergyModels
import Learning
import Models
import Quantities

/// What `suites/adaptation.yaml` says.
struct AdaptationDefinition: Sendable {
    var modes: ModeBudgets
    /// Each scenario with the drifts that it meets.
    var workloads: [AdaptationWorkload]
    var quickWorkloads: [AdaptationWorkload]
    var strategies: [AdaptationStrategy]
    var quickStrategies: [AdaptationStrategy]
    var detectors: DetectorDefinition
    /// Larger networks in training: what activations that are computed again save there.
    var updates: UpdateDefinition
    var quickUpdates: [UpdateWorkload]
    var budget: DeviceBudget
    var device: AdaptationDevice
}

extension AdaptationDefinition {
    /// - Throws: ``DefinitionError`` with file, line and field.
    init(_ file: DefinitionFile) throws {
        let document = try DefinitionNode.document(file.text, file: file.path)
        let fields = try document.mapping(required: [
            "suite", "modes", "scenarios", "drifts", "strategies", "running", "updates", "quick", "detectors",
            "budget", "device",
        ])
        try fields["suite"].require(suite: AdaptationSuite.name)
        modes = try ModeBudgets(fields["modes"])
        let running = try fields["running"].running()
        let drifts = try fields["drifts"].unique(\.name) { try $0.drift(within: running.events) }
        let scenarios = try fields["scenarios"].unique(\.name) { try $0.adaptationScenario() }
        strategies = try fields["strategies"].strategies(of: scenarios)
        workloads = scenarios.enumerated().flatMap { index, scenario in
            (index == 0 ? drifts[...] : drifts.prefix(1)).map {
                AdaptationWorkload(scenario: scenario, drift: $0, running: running)
            }
        }
        updates = try UpdateDefinition(
            fields["updates"], models: INT8FP32Definition(file.companion(INT8FP32.name)).models)
        let quick = try fields["quick"].mapping(required: ["scenarios", "drifts", "strategies", "updates"])
        quickUpdates = try quick["updates"].chosen(updates.workloads, named: \.name, "model")
        let chosen = try quick["scenarios"].chosen(scenarios, named: \.name, "scenario")
        let times = try quick["drifts"].chosen(drifts, named: \.name, "drift")
        quickWorkloads = chosen.flatMap { scenario in
            times.map { AdaptationWorkload(scenario: scenario, drift: $0, running: running) }
        }
        quickStrategies = try quick["strategies"].strategies(of: scenarios)
        detectors = try DetectorDefinition(fields["detectors"])
        budget = try DeviceBudget(fields["budget"])
        device = try AdaptationDevice(fields["device"], ProfileCatalogue(file.companion))
    }
}

extension DefinitionNode {
    /// Some of what there is, by their names.
    fileprivate func chosen<Value>(
        _ all: [Value], named name: KeyPath<Value, String>, _ kind: String
    ) throws -> [Value] {
        try unique(name) { node in
            let text = try node.name()
            guard let value = all.first(where: { $0[keyPath: name] == text }) else {
                throw node.error(
                    "no \(kind) is called '\(text)'", remedy: nearest(text, in: all.map { $0[keyPath: name] }))
            }
            return value
        }
    }

    /// `{ events, batch, label-delay, held-out, rates, trials, seeds }`.
    fileprivate func running() throws -> AdaptationRunning {
        let fields = try mapping(required: ["events", "batch", "label-delay", "held-out", "rates", "trials", "seeds"])
        let events = try fields["events"].whole(in: 100...1_000_000)
        return try AdaptationRunning(
            events: events, batch: fields["batch"].whole(in: 1...1024),
            labelDelay: fields["label-delay"].whole(in: 0...events - 1),
            heldOut: fields["held-out"].whole(in: 1...100_000), rates: fields["rates"].list().map { try $0.positive() },
            trials: fields["trials"].whole(in: 1...100),
            // Fewer have no interval worth the name.
            lots: fields["seeds"].whole(in: 5...1000))
    }

    /// `{ name, schedule }`.
    fileprivate func drift(within events: Int) throws -> AdaptationDrift {
        let fields = try mapping(required: ["name", "schedule"])
        return try AdaptationDrift(name: fields["name"].name(), schedule: fields["schedule"].schedule(within: events))
    }

    /// Strategies that each network can take, with what the others are held against.
    fileprivate func strategies(of scenarios: [AdaptationScenario]) throws -> [AdaptationStrategy] {
        let layers =
            scenarios.map { scenario in
                scenario.network.steps.count { $0.shape.parameterCount > 0 }
            }.min() ?? 0
        let strategies = try unique(\.name) { node in
            let strategy = try node.understood { try AdaptationStrategy($0) }
            if case .last(let count) = strategy.target, count > layers {
                throw node.error(
                    "a network has \(layers) layers with parameters, not \(count)", remedy: "take at most \(layers)")
            }
            return strategy
        }
        guard strategies.contains(.frozen) else {
            throw error("the others are held against frozen", remedy: "add frozen")
        }
        return strategies
    }

    /// `{ name, title, stream, pretraining, new, layers }`.
    fileprivate func adaptationScenario() throws -> AdaptationScenario {
        let fields = try mapping(required: ["name", "title", "stream", "pretraining", "new", "layers"])
        let stream: LearningTask.Stream = try fields["stream"].choice()
        let pretraining = try fields["pretraining"].mapping(required: ["sources", "examples"])
        let new = try fields["new"].mapping(required: ["source"], optional: ["disturbances"])
        let disturbances = try new.optional("disturbances")?.list().map { node in
            try node.understood { try Disturbance(parsing: $0) }
        }
        return try AdaptationScenario(
            name: fields["name"].name(), title: fields["title"].text(),
            scenario: DriftScenario(
                stream, sources: pretraining["sources"].whole(in: 1...1000),
                examplesPerSource: pretraining["examples"].whole(in: 1...10_000), old: .init(source: 0),
                new: .init(source: new["source"].whole(in: 0...1000), disturbances: disturbances ?? [])),
            network: fields["layers"].chain(inputs: stream.inputCount, outputs: stream.classCount))
    }
}

extension DefinitionNode {
    /// A network of layers one after the other, for inputs and classes of a stream.
    func chain(inputs: Int, outputs: Int) throws -> Network {
        let nodes = try list()
        let layers = try nodes.map { try LayerDefinition($0, optional: ["activation"]) }
        try DefinitionNode.refuseTwice(nodes, names: layers.map(\.name))
        let network: Network
        do {
            network = try Network(
                layers.enumerated().map { index, layer in
                    .init(name: layer.name, shape: layer.shape, inputs: [index], clamp: layer.activation.clamp)
                })
        } catch {
            throw nodes[error.step].error("\(error)", remedy: "let each layer take what the one before it makes")
        }
        guard network.inputCount == inputs, network.outputCount == outputs else {
            throw error(
                "it takes \(network.inputCount) numbers and makes \(network.outputCount)",
                remedy: "the stream has \(inputs) numbers and \(outputs) classes")
        }
        return network
    }
}
