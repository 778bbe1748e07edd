import Kernels
import Report

/// What a multiply–accumulate costs on a processor, as published.
struct ProcessorProfile: Sendable {
    /// As it stands in the names of findings.
    var name: String
    /// As people call it.
    var title: String
    /// Where the figures are published.
    var source: String
    var verification: Verification
    /// Joules a MAC, lowest and highest, for each precision that the source has figures of.
    var joulesPerMAC: [Precision: ClosedRange<Double>]
    /// INT8 inferences whose energy the source publishes, by the model's name.
    var published: [String: Inference]

    /// How the figures were checked.
    enum Verification: String, CaseIterable, Sendable {
        /// In the source itself.
        case read
        /// Where another source quotes it.
        case quoted
        /// Not at all.
        case unverified
    }

    /// A published inference.
    struct Inference: Sendable {
        /// MACs of the published model.
        var macs: Int
        var joules: Double
    }

    /// Where a modelled figure comes from, and how far that was checked.
    var citation: String {
        switch verification {
        case .read: source
        case .quoted: "\(source), quoted by others"
        case .unverified: "\(source), unverified"
        }
    }

    /// Joules of so many MACs, lowest and highest; nil where nothing is published of the precision.
    func energy(of macs: Int, _ precision: Precision) -> ClosedRange<Double>? {
        joulesPerMAC[precision].map { Double(macs) * $0.lowerBound...Double(macs) * $0.upperBound }
    }
}

extension ProcessorProfile {
    /// The profiles of `suites/processors.yaml`.
    /// - Throws: ``DefinitionError`` with file, line and field.
    static func all(in file: DefinitionFile) throws -> [ProcessorProfile] {
        let document = try DefinitionNode.document(file.text, file: file.path)
        let fields = try document.mapping(required: ["models", "processors"])
        let macs = try fields["models"].mapping().reduce(into: [:]) { $0[$1.key] = try $1.value.whole() }
        let nodes = try fields["processors"].list()
        let profiles = try nodes.map { try ProcessorProfile($0, macs: macs) }
        try DefinitionNode.refuseTwice(nodes, names: profiles.map(\.name))
        return profiles
    }

    private static let pico = 1e-12
    private static let micro = 1e-6

    /// - Parameter macs: of one inference, by the model's name.
    private init(_ node: DefinitionNode, macs: [String: Int]) throws {
        let fields = try node.mapping(
            required: ["name", "title", "source", "verification", "picojoules-per-mac"],
            optional: ["microjoules-per-inference"])
        name = try fields["name"].name()
        title = try fields["title"].text()
        source = try fields["source"].text()
        verification = try fields["verification"].choice()

        let costs = try fields["picojoules-per-mac"]
        let ranges = try costs.mapping(required: [], optional: Precision.allCases.map(\.rawValue))
        joulesPerMAC = try Precision.allCases.reduce(into: [:]) { result, precision in
            result[precision] = try ranges.optional(precision.rawValue)?.range(of: Self.pico)
        }
        guard !joulesPerMAC.isEmpty else {
            throw costs.error("no precision is given", remedy: "write int8: [LOWEST, HIGHEST]")
        }

        guard let inferences = fields.optional("microjoules-per-inference") else {
            published = [:]
            return
        }
        let joules = try inferences.mapping(required: [], optional: macs.keys.sorted())
        var published: [String: Inference] = [:]
        for (model, macs) in macs {
            guard let node = joules.optional(model) else { continue }
            let inference = Inference(macs: macs, joules: try node.positive() * Self.micro)
            try node.require(inference, of: model, within: joulesPerMAC[.int8])
            published[model] = inference
        }
        self.published = published
    }
}

extension DefinitionNode {
    /// `[lowest, highest]` in a unit.
    fileprivate func range(of unit: Double) throws -> ClosedRange<Double> {
        let ends = try list(count: 2).map { try $0.positive() }
        guard ends[0] <= ends[1] else {
            throw error("\(ends[0]) is above \(ends[1])", remedy: "write the lowest first")
        }
        return ends[0] * unit...ends[1] * unit
    }

    /// A range that leaves out what it is drawn from is a mistake.
    fileprivate func require(
        _ inference: ProcessorProfile.Inference, of model: String, within range: ClosedRange<Double>?
    ) throws {
        let cost = inference.joules / Double(inference.macs)
        guard let range, range.contains(cost) else {
            throw error(
                "\(model)'s \(inference.macs) MACs cost \(decimals(cost * 1e12)) pJ each, beyond picojoules-per-mac",
                remedy: "mend the energy, or widen int8 there")
        }
    }
}
