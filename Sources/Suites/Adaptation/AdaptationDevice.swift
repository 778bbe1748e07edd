import EnergyModels
import Quantities

/// A device that is modelled to learn, and the radios by which others could learn for it.
struct AdaptationDevice: Sendable {
    var processor: Profile<ProcessorModel>
    /// Bytes of one number of an event as the sensor gives it.
    var sampleByteCount: Int
    /// From one event to the next.
    var every: Seconds
    /// From one model of others' to the next.
    var modelEvery: Seconds
    var radios: [RadioProfile]

    /// - Throws: ``DefinitionError`` with file, line and field.
    init(_ node: DefinitionNode, _ catalogue: ProfileCatalogue) throws {
        let fields = try node.mapping(required: ["processor", "sample", "every", "model-every", "radios"])
        processor = try fields["processor"].named { try catalogue.processor($0) }
        sampleByteCount = try fields["sample"].whole(in: 1...8)
        every = try fields["every"].span()
        modelEvery = try fields["model-every"].span()
        guard modelEvery >= every else {
            throw try fields["model-every"].error(
                "a model comes more often than events do", remedy: "write a time from \(every) on")
        }
        radios = try fields["radios"].unique(\.name) { node in try node.named { try catalogue.radio($0) } }
    }
}
