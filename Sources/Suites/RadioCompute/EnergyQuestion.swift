import EnergyModels
import Models
import Quantities
import Report

/// One question, as a command line puts it.
public struct EnergyQuestion: Sendable {
    /// A processor of `suites/profiles/processors.yaml`.
    public var device: String
    /// A radio of `suites/profiles/radios.yaml`.
    public var radio: String
    /// A batch of raw data.
    public var payload: ByteCount
    /// From one batch to the next.
    public var every: Seconds
    /// As it was written.
    public var everyText: String
    /// Batches between two updates.
    public var batches = 1
    /// What a step computes.
    public var step = Step.unknown
    /// Steps a batch.
    public var steps = 1
    /// The precision of training.
    public var arithmetic = Arithmetic.fp32
    /// What is sent after training; nil for the parameters that it updates, or nothing where these are not known.
    public var update: ByteCount?
    /// What is received then.
    public var model = ByteCount.zero
    /// A battery of `suites/profiles/batteries.yaml`.
    public var battery: String?
    /// Whether raw data of all batches is sent together.
    public var sendsTogether = false
    /// Whether the radio stays reachable between updates where the device trains.
    public var keepsRadio = true

    /// What a training step computes.
    public enum Step: Sendable {
        /// Nobody said.
        case unknown
        /// A model of `suites/int8-fp32.yaml`, and what of it is updated: `full`, `biases`, `last/1`, `channels/0.25`.
        case model(String, scope: String)
        /// So many multiply–accumulates.
        case macs(Int)
        /// So much energy, lowest and highest.
        case energy(ClosedRange<Joules>)
        /// As it was imported.
        case imported(ImportedStep)
    }

    /// With everything else at its standard.
    public init(device: String, radio: String, payload: ByteCount, every: Seconds, everyText: String) {
        self.device = device
        self.radio = radio
        self.payload = payload
        self.every = every
        self.everyText = everyText
    }
}

extension ScenarioReader {
    /// The scenario that asks nothing but one question.
    /// - Throws: ``SuiteError`` for names that there are not, and where nobody said what a step computes.
    func scenario(of question: EnergyQuestion) throws -> Scenario {
        let learning = try learning(question)
        let profile = try catalogue.processor(question.device)
        let device: Scenario.Device =
            switch question.step {
            case .energy(let range): .given(name: profile.name, title: profile.title, Self.number(of: range))
            case .imported(let step): .given(name: profile.name, title: profile.title, step.number)
            case .unknown, .model, .macs: .processor(profile)
            }
        return try Scenario(
            name: "question", title: "The question", battery: question.battery.map(catalogue.battery),
            surroundings: Profile(name: "surroundings", title: "the rest of the device", numbers: []),
            learning: learning, payloads: [.init(name: "payload", raw: question.payload)],
            cadences: [.init(every: question.every, text: question.everyText, batches: question.batches)],
            devices: [device], radios: [catalogue.radio(question.radio)], sendsTogether: question.sendsTogether,
            keepsRadio: question.keepsRadio, lifetime: nil)
    }

    private func learning(_ question: EnergyQuestion) throws -> Scenario.Learning {
        func learning(_ title: String, macs: Int, updated: ByteCount) -> Scenario.Learning {
            Scenario.Learning(
                title: title, measured: nil, macs: macs, steps: question.steps, arithmetic: question.arithmetic,
                overhead: Scenario.Learning.usualOverhead, update: question.update ?? updated, model: question.model)
        }
        switch question.step {
        case .unknown: throw SuiteError.noStep(models: models.map(\.name))
        case .macs(let macs): return learning("a step of \(macs) MACs", macs: macs, updated: .zero)
        case .energy(let range):
            return learning("a step of \(Joules.description(range))", macs: 0, updated: .zero)
        case .imported(let step):
            return learning("a step of \(step.number.text), \(step.number.source.document)", macs: 0, updated: .zero)
        case .model(let name, let scope):
            guard let model = models.first(where: { $0.name == name }) else {
                throw SuiteError.unknownProfile(name, kind: "model", known: models.map(\.name))
            }
            guard let variant = UpdateVariant(scope) else {
                throw SuiteError.unknownProfile(
                    scope, kind: "part of a network", known: ["full", "biases", "last/1", "channels/0.25"])
            }
            let cost = try TrainedPart(model, variant)
            return learning(cost.title, macs: cost.macs, updated: cost.updated)
        }
    }

    private static let source = NumberSource(key: "question", document: "The question's own assumptions")

    /// What the question says of a step: any energy of the range is as likely as another.
    private static func number(of range: ClosedRange<Joules>) -> ProfileNumber {
        let middle = 0.5 * (range.lowerBound + range.upperBound)
        return ProfileNumber(
            name: "step", value: middle.value, low: range.lowerBound.value, high: range.upperBound.value,
            form: .uniform, meaning: "energy of a training step", unit: "J", text: Joules.description(range),
            conditions: "as the question gives it",
            kind: .measured, source: source, verification: .read)
    }
}
