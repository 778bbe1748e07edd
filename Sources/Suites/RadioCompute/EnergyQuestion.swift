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
        /// So much energy, with its range.
        case energy(Joules, ClosedRange<Joules>)
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
        let device: Scenario.Device
        if case .energy(let energy, let range) = question.step {
            device = .given(
                name: question.device, title: try catalogue.processor(question.device).title,
                Self.assumed(
                    "step", energy.value, range.lowerBound.value, range.upperBound.value, unit: "J",
                    "as the question gives it"))
        } else {
            device = .processor(try catalogue.processor(question.device))
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
        let overhead = Self.assumed(
            "overhead", 1, 0.5, 2, unit: "1", form: .logTriangular,
            "a training step's MACs cost what those of inference do, within a factor of 2")
        func learning(_ title: String, macs: Int, updated: ByteCount) -> Scenario.Learning {
            Scenario.Learning(
                title: title, measured: nil, macs: macs, steps: question.steps, arithmetic: question.arithmetic,
                overhead: overhead, update: question.update ?? updated, model: question.model)
        }
        switch question.step {
        case .unknown: throw SuiteError.noStep(models: models.map(\.name))
        case .macs(let macs): return learning("a step of \(macs) MACs", macs: macs, updated: .zero)
        case .energy(let energy, _): return learning("a step of \(energy)", macs: 0, updated: .zero)
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

    private static func assumed(
        _ name: String, _ value: Double, _ low: Double, _ high: Double, unit: String,
        form: ProfileNumber.Form = .triangular, _ conditions: String
    ) -> ProfileNumber {
        ProfileNumber(
            name: name, value: value, low: low, high: high, form: form, unit: unit,
            text: SIText.of(value...value, unit: unit),
            conditions: conditions, kind: name == "step" ? .chosen : .assumed,
            source: NumberSource(key: "question", document: "The question's own assumptions"),
            verification: name == "step" ? .read : .unverified)
    }
}
