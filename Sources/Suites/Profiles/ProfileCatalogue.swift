import EnergyModels

/// All radios, processors and batteries of `suites/profiles/`.
public struct ProfileCatalogue {
    private let radioFile: ProfileFile
    private let processorFile: ProfileFile
    private let batteryFile: ProfileFile

    /// Names of the files, as companions of a definition.
    public static let files = ["profiles/radios", "profiles/processors", "profiles/batteries"]

    /// - Parameter file: gives the file of a name in ``files``.
    /// - Throws: ``DefinitionError`` with file, line and field, and whatever `file` throws.
    public init(_ file: (String) throws -> DefinitionFile) throws {
        radioFile = try ProfileFile(file(Self.files[0]), list: "radios")
        processorFile = try PublishedProcessor.file(file(Self.files[1]))
        batteryFile = try ProfileFile(file(Self.files[2]), list: "batteries")
    }

    /// Names of the radios, in the order of the file.
    public var radios: [String] { radioFile.entries.map(\.name) }
    /// Names of the processors, in the order of the file.
    public var processors: [String] { processorFile.entries.map(\.name) }
    /// Names of the batteries, in the order of the file.
    public var batteries: [String] { batteryFile.entries.map(\.name) }

    /// A radio by its name.
    /// - Throws: ``SuiteError/unknownProfile(_:kind:known:)``; ``DefinitionError`` for what is wrong with it.
    public func radio(_ name: String) throws -> RadioProfile {
        try read(Self.entry(name, in: radioFile, kind: "radio"))
    }

    /// A radio that differs from another one in some numbers.
    /// - Parameters:
    ///   - own: its name and title.
    ///   - changes: the numbers, by their names.
    ///   - sources: that they refer to.
    /// - Throws: as ``radio(_:)``.
    func radio(
        _ name: String, as own: (name: String, title: String), changes: DefinitionNode, _ sources: ProfileSources
    ) throws -> RadioProfile {
        var entry = try Self.entry(name, in: radioFile, kind: "radio")
        (entry.name, entry.title) = own
        return try read(entry, changes: (changes, sources))
    }

    private func read(
        _ entry: ProfileEntry, changes: (node: DefinitionNode, sources: ProfileSources)? = nil
    ) throws -> RadioProfile {
        func read<Model: RadioModel>(_ type: Model.Type) throws -> RadioProfile {
            let changed = try changes.map { try $0.node.numbers(of: type, $0.sources) } ?? []
            return try RadioProfile(entry.profile(of: type.init(), radioFile.sources, changes: changed))
        }
        return try read(Self.model(of: entry))
    }

    /// The kind of a radio.
    private static func model(of entry: ProfileEntry) throws -> any RadioModel.Type {
        guard let node = entry.model else {
            throw entry.node.error("'model' is missing", remedy: "add it, or 'like' with a profile above")
        }
        let name = try node.text()
        guard let model = RadioModels.all.first(where: { $0.name == name }) else {
            throw node.error(
                "no model is called '\(name)'", remedy: nearest(name, in: RadioModels.all.map(\.name)))
        }
        return model.type
    }

    /// A processor by its name.
    /// - Throws: as ``radio(_:changes:)``.
    public func processor(_ name: String) throws -> Profile<ProcessorModel> {
        try Self.entry(name, in: processorFile, kind: "processor").profile(processorFile.sources)
    }

    /// A battery by its name.
    /// - Throws: as ``radio(_:changes:)``.
    public func battery(_ name: String) throws -> Profile<BatteryModel> {
        try Self.entry(name, in: batteryFile, kind: "battery").profile(batteryFile.sources)
    }

    private static func entry(_ name: String, in file: ProfileFile, kind: String) throws -> ProfileEntry {
        guard let entry = file.entries.first(where: { $0.name == name }) else {
            throw SuiteError.unknownProfile(name, kind: kind, known: file.entries.map(\.name))
        }
        return entry
    }

    /// The numbers of all profiles, for lists of sources.
    /// - Throws: ``DefinitionError`` for the first that is wrong.
    public func all() throws -> [(kind: String, profile: String, title: String, numbers: [ProfileNumber])] {
        try radios.map { name in
            let profile = try radio(name)
            return ("radio", name, profile.title, profile.numbers)
        }
            + processors.map { name in
                let profile = try processor(name)
                return ("processor", name, profile.title, profile.numbers)
            }
            + batteries.map { name in
                let profile = try battery(name)
                return ("battery", name, profile.title, profile.numbers)
            }
    }
}
