import ArgumentParser
import Suites

/// Where a suite's definition is taken from.
struct DefinitionPlace: ParsableArguments {
    @Option(help: ArgumentHelp("A definition to use instead of the suite's own.", valueName: "file"))
    var definition: String?

    /// The suite with its definition.
    func open(_ type: any BenchmarkSuite.Type, _ request: SuiteRequest) throws -> any BenchmarkSuite {
        try type.init(definition: file(of: type), request: request)
    }

    /// The definition's file.
    func file(of type: any BenchmarkSuite.Type) throws -> DefinitionFile {
        if let definition { return try DefinitionFile(path: definition, folders: SuiteFiles.folders) }
        guard !Suites.ofLists.contains(where: { $0 == type }) else {
            throw ValidationError(
                "\(type.name) takes a list of your own; run bench \(type.name) FILE, or give --definition FILE")
        }
        return try SuiteFiles.named(type.name)
    }
}
