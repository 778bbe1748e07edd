import EnergyModels
import Quantities

/// A file of profiles: the sources that its numbers refer to, and the profiles themselves.
struct ProfileFile {
    /// What stands beside the list of profiles, such as the `models` of processors.
    let fields: DefinitionMapping
    /// In the order of the file.
    let entries: [ProfileEntry]
    let sources: ProfileSources

    /// - Parameters:
    ///   - key: of the list of profiles.
    ///   - beside: keys that the file has beside it and its sources.
    ///   - own: keys that a profile has beside those of all.
    /// - Throws: ``DefinitionError`` with file, line and field.
    init(_ file: DefinitionFile, list key: String, beside: [String] = [], own: [String] = []) throws {
        let document = try DefinitionNode.document(file.text, file: file.path)
        fields = try document.mapping(required: ["sources", key] + beside)
        sources = try ProfileSources(fields["sources"])
        let nodes = try fields[key].list()
        var entries: [ProfileEntry] = []
        for node in nodes {
            entries.append(try ProfileEntry(node, own: own, earlier: entries))
        }
        try DefinitionNode.refuseTwice(nodes, names: entries.map(\.name))
        self.entries = entries
    }
}

/// The documents that numbers refer to.
struct ProfileSources {
    private let sources: [String: (source: NumberSource, verification: Verification)]

    /// `KEY: { document: …, place: …, address: …, verification: … }`.
    init(_ node: DefinitionNode) throws {
        sources = try node.mapping().reduce(into: [:]) { sources, pair in
            let fields = try pair.value.mapping(
                required: ["document", "verification"], optional: ["place", "address"])
            sources[pair.key] = try (
                NumberSource(
                    key: pair.key, document: fields["document"].text(), place: fields.optional("place")?.text(),
                    address: fields.optional("address")?.text()),
                fields["verification"].choice()
            )
        }
    }

    /// A number as its model reads it.
    func number<Model>(_ node: DefinitionNode, as place: ModelNumber<Model>) throws -> ProfileNumber {
        let fields = try node.mapping(
            required: ["value", "low", "high", "kind", "source", "conditions"], optional: ["law", "verification"])
        let key = try fields["source"].text()
        guard let (source, verification) = sources[key] else {
            throw try fields["source"].error(
                "no source is called '\(key)'", remedy: nearest(key, in: sources.keys.sorted()))
        }
        let (value, low, high) = try (
            fields["value"].quantity(place), fields["low"].quantity(place), fields["high"].quantity(place)
        )
        guard low >= 0, low <= value, value <= high else {
            throw node.error(
                "\(try fields["value"].text()) does not lie between its ends", remedy: "write 0 ≤ low ≤ value ≤ high")
        }
        guard low > 0 || !place.isPositive else {
            throw try fields["low"].error(
                "\(place.name), the \(place.meaning), cannot be 0", remedy: "write a number above 0")
        }
        guard high <= place.most else {
            throw try fields["high"].error(
                "\(place.name), the \(place.meaning), cannot be so high",
                remedy: "write \(SIText.of(place.most...place.most, unit: place.unit)) at most")
        }
        let form: ProfileNumber.Form = try fields.optional("law")?.choice() ?? .triangular
        if form == .logTriangular, low == 0 {
            throw node.error("0 has no logarithm", remedy: "write a low above 0, or another law")
        }
        let kind: NumberKind = try fields["kind"].choice()
        guard kind != .chosen || low == high else {
            throw node.error("what is chosen has no range", remedy: "write low and high like value, or another kind")
        }
        // Of four deviations below the value, as of two, something must be left.
        guard form != .normal || (abs(value - low - (high - value)) <= 1e-9 * value && low > 0.5 * value) else {
            throw node.error(
                "a normal law has its value in the middle, and stays above 0",
                remedy: "write ends alike far from it and above half of it, or another law")
        }
        return ProfileNumber(
            name: place.name, value: value, low: low, high: high, most: place.most, form: form, meaning: place.meaning,
            unit: place.unit,
            text: try fields["value"].text(),
            conditions: try fields["conditions"].text(), kind: kind, source: source,
            verification: try fields.optional("verification")?.choice() ?? verification)
    }
}

extension DefinitionNode {
    /// A text with a unit, in SI.
    fileprivate func quantity<Model>(_ place: ModelNumber<Model>) throws -> Double {
        do {
            return try place.read(text())
        } catch let error as QuantityError {
            throw self.error("\(error)", remedy: "\(place.name) is the \(place.meaning), in \(place.unit)")
        }
    }
}
