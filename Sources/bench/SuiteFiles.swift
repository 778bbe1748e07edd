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
        if name.hasSuffix(".yaml") || name.contains("/") {
            return try DefinitionFile(path: name, folders: folders)
        }
        guard scenarios.contains(name) else {
            throw SuiteError.unknownProfile(name, kind: "scenario", known: scenarios)
        }
        return try named("scenarios/\(name)")
    }

    /// The names of the folder's scenarios.
    private static var scenarios: [String] {
        let files = folders.flatMap { (try? FileManager.default.contentsOfDirectory(atPath: "\($0)/scenarios")) ?? [] }
        return Set(files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(".yaml".count)) }).sorted()
    }
}
