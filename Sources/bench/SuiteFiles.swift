import Foundation
import Suites

/// The files of the folder `suites`, wherever it is.
enum SuiteFiles {
    static var folders: [String] {
        DefinitionFile.folders(
            current: FileManager.default.currentDirectoryPath,
            executable: Bundle.main.executablePath ?? CommandLine.arguments[0])
    }

    /// The file of a name, such as `profiles/radios`.
    static func named(_ name: String) throws -> DefinitionFile { try DefinitionFile(suite: name, in: folders) }

    /// A scenario of the folder, or a file of the user's own.
    static func scenario(_ name: String) throws -> DefinitionFile {
        name.hasSuffix(".yaml") || name.contains("/")
            ? try DefinitionFile(path: name, folders: folders) : try named("scenarios/\(name)")
    }
}
