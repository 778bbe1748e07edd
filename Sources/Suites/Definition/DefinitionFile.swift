import Crypto
import Foundation
import Report

/// A suite's YAML as found on disk.
public struct DefinitionFile: Sendable {
    /// The suite's name: the file's without its ending.
    public let name: String
    /// Where it was found.
    public let path: String
    /// What a report calls it: relative to the project, or as the user named it.
    public let reportedPath: String
    /// The file's contents.
    public let text: String
    /// Where files that belong to it are looked for, beside its own folder.
    private let folders: [String]

    /// Where definitions are looked for, in this order: `suites` in the current folder and its parents, then in the
    /// executable's folder and its parents, so that a build runs from anywhere and a copied binary finds the
    /// folder beside it.
    public static func folders(current: String, executable: String) -> [String] {
        let folders = [current, (executable as NSString).deletingLastPathComponent].flatMap { start -> [String] in
            var folder = URL(fileURLWithPath: start).standardizedFileURL
            var found: [String] = []
            while true {
                let suites = folder.appendingPathComponent("suites").path
                var isFolder: ObjCBool = false
                if FileManager.default.fileExists(atPath: suites, isDirectory: &isFolder), isFolder.boolValue {
                    found.append(suites)
                }
                guard folder.pathComponents.count > 1 else { return found }
                folder.deleteLastPathComponent()
            }
        }
        var seen: Set<String> = []
        return folders.filter { seen.insert($0).inserted }
    }

    /// Reads `NAME.yaml` from the first of the folders that has it.
    /// - Throws: ``SuiteError/noDefinition(_:searched:)``, or `ReportError` for a file that cannot be read.
    public init(suite name: String, in folders: [String]) throws {
        let paths = folders.map { "\($0)/\(name).yaml" }
        guard let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
            throw SuiteError.noDefinition(name, searched: folders)
        }
        try self.init(path: path, reportedPath: "suites/\(name).yaml", folders: folders)
    }

    /// Reads one file.
    /// - Parameter folders: where files that belong to it are looked for, if its own folder does not have them.
    /// - Throws: `ReportError` where it cannot be read or is no text.
    public init(path: String, folders: [String] = []) throws {
        try self.init(path: path, reportedPath: path, folders: folders)
    }

    /// A file that suites share: beside this one, or else in the folders of definitions.
    /// - Throws: ``SuiteError/noDefinition(_:searched:)``, or `ReportError` for a file that cannot be read.
    func companion(_ name: String) throws -> DefinitionFile {
        let folder = (path as NSString).deletingLastPathComponent
        return try DefinitionFile(suite: name, in: [folder.isEmpty ? "." : folder] + folders)
    }

    private init(path: String, reportedPath: String, folders: [String]) throws {
        text = try TextFile.read(path)
        self.path = path
        self.reportedPath = reportedPath
        self.folders = folders
        name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    }

    /// SHA-256 of the bytes of everything that says what a suite measures, in hexadecimal: this file, then its companions and
    /// attachments.
    /// - Throws: ``SuiteError/noDefinition(_:searched:)``, `ReportError` for a companion that cannot be read, or what the system
    ///   says of an attachment.
    public func digest(for suite: any BenchmarkSuite.Type) throws -> String {
        var hash = SHA256()
        for file in [self] + (try suite.companions(of: self).map(companion)) { hash.update(data: Data(file.text.utf8)) }
        for path in try suite.attachments(of: self) {
            hash.update(data: try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe))
        }
        return hash.finalize().map { String(format: "%02x", $0) }.joined()
    }

    /// SHA-256 of what stands in place of a definition, in hexadecimal.
    public static func digest(of text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
    }
}
