import EnergyModels
import Quantities

/// A device in its life: what it gathers and learns, over which radios it speaks, and what it is fed from. Asks one question
/// for each of its payloads, cadences, devices and radios.
struct Scenario: Sendable {
    var name: String
    var title: String
    var battery: Profile<BatteryModel>?
    var surroundings: Profile<SurroundingsModel>
    var learning: Learning
    var payloads: [Payload]
    var cadences: [Cadence]
    var devices: [Device]
    var radios: [RadioProfile]
    /// Whether raw data is kept and sent once for all batches.
    var sendsTogether: Bool
    /// Whether the radio stays reachable between updates where the device trains.
    var keepsRadio: Bool
    /// A life that was, and one that is claimed for training on the device.
    var lifetime: Lifetime?

    /// What a batch teaches.
    struct Learning: Sendable {
        /// As it stands in the report: the model and what of it is updated.
        var title: String
        /// The measured case; nil where the multiply–accumulates alone are given.
        var measured: (workload: String, variant: UpdateVariant)?
        /// Multiply–accumulates of a step.
        var macs: Int
        /// k.
        var steps: Int
        var arithmetic: Arithmetic
        /// By how much a multiply–accumulate of training may cost more or less than published.
        var overhead: ProfileNumber
        /// Of the update that training sends.
        var update: ByteCount
        /// Of the model that it receives.
        var model: ByteCount
    }

    /// A batch of raw data.
    struct Payload: Sendable {
        var name: String
        var raw: ByteCount
    }

    /// When batches come, and how many of them make an update.
    struct Cadence: Sendable {
        var every: Seconds
        /// As written: `1 min`.
        var text: String
        var batches: Int

        /// Different for each of a scenario's.
        var name: String { "\(batches) every \(every.value)" }
    }

    /// What trains.
    enum Device: Sendable {
        /// By published figures.
        case processor(Profile<ProcessorModel>)
        /// The machine at hand, by its meter.
        case host
        /// A step's energy as imported or given.
        case given(name: String, title: String, ProfileNumber)

        var name: String {
            switch self {
            case .processor(let profile): profile.name
            case .host: "host"
            case .given(let name, _, _): name
            }
        }

        var title: String {
            switch self {
            case .processor(let profile): profile.title
            case .host: "this machine"
            case .given(_, let title, _): title
            }
        }
    }

    /// How long the battery lasts while raw data is sent, and while the device trains.
    struct Lifetime: Sendable {
        var before: Seconds
        var after: Seconds
    }
}

extension Scenario {
    /// What is exchanged with a payload and a cadence.
    func exchange(_ payload: Payload, _ cadence: Cadence) -> Exchange {
        Exchange(
            raw: payload.raw, update: learning.update, model: learning.model, every: cadence.every,
            batches: cadence.batches, steps: learning.steps, sendsTogether: sendsTogether, keepsRadio: keepsRadio)
    }
}

extension Scenario.Learning {
    /// Of the number that says how training compares with inference.
    static let meaningOfOverhead = "what a multiply–accumulate of training costs by one of inference"

    /// Where nothing better is known: within a factor of 2.
    static let usualOverhead = ProfileNumber(
        name: "overhead", value: 1, low: 0.5, high: 2, form: .logTriangular, meaning: meaningOfOverhead, unit: "1",
        text: "1", conditions: "a training step's MACs cost what those of inference do, within a factor of 2",
        kind: .assumed, source: NumberSource(key: "assumption", document: "Assumed here; no document"),
        verification: .unverified)
}
