import EnergyModels
import Kernels
import Quantities

/// A processor whose inferences were published, for the modelled energy of whole models.
struct PublishedProcessor: Sendable {
    let profile: Profile<ProcessorModel>
    /// INT8 inferences whose energy is published, by the model's name.
    let inferences: [String: Inference]

    /// A published inference.
    struct Inference: Sendable {
        /// MACs of the published model.
        var macs: Int
        var energy: Joules
    }

    /// Of a multiply–accumulate, lowest and highest; nil where nothing is published of the precision.
    func number(_ precision: Precision) -> ProfileNumber? {
        profile.numbers.first { $0.name == precision.rawValue }
    }

    /// Where a modelled figure comes from, and how far that was checked.
    static func citation(_ number: ProfileNumber) -> String {
        switch number.verification {
        case .read: number.source.citation
        case .quoted: "\(number.source.citation), quoted by others"
        case .unverified: "\(number.source.citation), unverified"
        }
    }
}

extension PublishedProcessor {
    /// The file of processors, whose published inferences must lie within their ranges.
    /// - Throws: ``DefinitionError`` with file, line and field.
    static func file(_ file: DefinitionFile) throws -> ProfileFile {
        let read = try ProfileFile(file, list: "processors", beside: ["models"], own: ["inferences"])
        _ = try all(in: read)
        return read
    }

    /// The processors that something was published of: not those whose numbers nobody has checked.
    /// - Throws: ``DefinitionError`` with file, line and field.
    static func published(in file: DefinitionFile) throws -> [PublishedProcessor] {
        try all(in: Self.file(file)).filter { processor in
            processor.number(.int8).map { $0.verification != .unverified } ?? false
        }
    }

    private static func all(in file: ProfileFile) throws -> [PublishedProcessor] {
        let macs = try file.fields["models"].mapping().reduce(into: [:]) { $0[$1.key] = try $1.value.whole() }
        return try file.entries.map { entry in
            let profile: Profile<ProcessorModel> = try entry.profile(file.sources)
            guard let nodes = entry.fields.optional("inferences") else {
                return PublishedProcessor(profile: profile, inferences: [:])
            }
            let fields = try nodes.mapping(required: [], optional: macs.keys.sorted())
            var inferences: [String: Inference] = [:]
            for (model, macs) in macs {
                guard let node = fields.optional(model) else { continue }
                let inference = Inference(macs: macs, energy: try node.energy())
                try node.require(inference, of: model, within: profile)
                inferences[model] = inference
            }
            return PublishedProcessor(profile: profile, inferences: inferences)
        }
    }
}

extension DefinitionNode {
    /// `1820 µJ`, above 0.
    fileprivate func energy() throws -> Joules {
        let text = try text()
        do {
            let energy = try Joules(parsing: text)
            guard energy > .zero else { throw error("\(text) is no energy", remedy: "write one above 0") }
            return energy
        } catch let error as QuantityError {
            throw self.error("\(error)", remedy: "write one such as 1820 µJ")
        }
    }

    /// A range that leaves out what it is drawn from is a mistake.
    fileprivate func require(
        _ inference: PublishedProcessor.Inference, of model: String, within profile: Profile<ProcessorModel>
    ) throws {
        let cost = inference.energy / Double(inference.macs)
        guard let number = profile.numbers.first(where: { $0.name == Precision.int8.rawValue }),
            (number.low...number.high).contains(cost.value)
        else {
            throw error(
                "\(model)'s \(inference.macs) MACs cost \(cost) each, beyond int8",
                remedy: "mend the energy, or widen int8 there")
        }
    }
}
