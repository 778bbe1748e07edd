import EnergyModels

/// A profile as its file writes it, with what it takes over from another one.
struct ProfileEntry {
    let node: DefinitionNode
    var name: String
    var title: String
    /// The kind of model, where profiles of a file differ in it.
    let model: DefinitionNode?
    /// What other keys it has.
    let fields: DefinitionMapping
    private let choices: [String: DefinitionNode]
    private let numbers: [String: DefinitionNode]

    /// - Parameters:
    ///   - own: keys beside those that all profiles have.
    ///   - earlier: profiles that it may be `like`.
    init(_ node: DefinitionNode, own: [String], earlier: [ProfileEntry]) throws {
        self.node = node
        fields = try node.mapping(
            required: ["name", "title"], optional: ["like", "model", "choices", "numbers"] + own)
        name = try fields["name"].name()
        title = try fields["title"].text()
        let base = try fields.optional("like").map { like in
            let name = try like.text()
            guard let base = earlier.first(where: { $0.name == name }) else {
                throw like.error(
                    "no profile above is called '\(name)'", remedy: nearest(name, in: earlier.map(\.name)))
            }
            return base
        }
        model = fields.optional("model") ?? base?.model
        choices = try (base?.choices ?? [:]).merging(fields.optional("choices")?.pairs() ?? [:]) { $1 }
        numbers = try (base?.numbers ?? [:]).merging(fields.optional("numbers")?.pairs() ?? [:]) { $1 }
    }

    /// The profile of a model.
    /// - Parameter changes: numbers instead of the profile's own.
    /// - Throws: ``DefinitionError`` for unknown or missing numbers and choices, and for numbers that cannot be.
    func profile<Model: NumberModel>(
        of base: Model = Model(), _ sources: ProfileSources, changes: [ProfileNumber] = []
    ) throws -> Profile<Model> {
        var base = base
        for (key, value) in choices.sorted(by: { $0.key < $1.key }) {
            guard let choice = Model.choices.first(where: { $0.name == key }) else {
                throw value.error("there is no such choice", remedy: Self.known(Model.choices.map(\.name)))
            }
            let text = try value.text()
            guard choice.set(&base, text) else {
                throw value.error("'\(text)' cannot be chosen", remedy: "\(choice.known) is wanted")
            }
        }
        for (key, value) in numbers where !Model.numbers.contains(where: { $0.name == key }) {
            throw value.error("there is no such number", remedy: Self.known(Model.numbers.map(\.name)))
        }
        let changed = Dictionary(changes.map { ($0.name, $0) }) { $1 }
        let numbers = try Model.numbers.compactMap { place -> ProfileNumber? in
            if let change = changed[place.name] { return change }
            if let node = self.numbers[place.name] { return try sources.number(node, as: place) }
            guard place.isOptional else {
                throw node.error(
                    "\(name) gives no \(place.name), the \(place.meaning)", remedy: "add it, in \(place.unit)")
            }
            return nil
        }
        return Profile(name: name, title: title, base: base, numbers: numbers)
    }

    private static func known(_ names: [String]) -> String {
        names.isEmpty ? "it has none" : "known: \(names.joined(separator: ", "))"
    }
}

extension DefinitionNode {
    /// The mapping's pairs by key.
    fileprivate func pairs() throws -> [String: DefinitionNode] {
        try Dictionary(mapping().map { ($0.key, $0.value) }) { $1 }
    }
}
