import Foundation
import Report

/// Makes executables of what users name: git refs, the working tree, or executables themselves.
public struct LiveBuilder: Sendable {
    private let folder: String
    private let traits: [String]
    private let progress: @Sendable (String) -> Void

    /// A side's executable, and where it is to run.
    public struct Build: Equatable, Sendable {
        /// The program.
        public var executable: String
        /// Where its suites are; nil for the current folder.
        public var folder: String?
    }

    /// - Parameters:
    ///   - folder: the current one.
    ///   - traits: the package traits to build with.
    ///   - progress: told what is done.
    public init(folder: String, traits: [String], progress: @escaping @Sendable (String) -> Void) {
        self.folder = folder
        self.traits = traits
        self.progress = progress
    }

    /// The executable of a side: the file of that path; for `.` a build of the working tree as it is; else a build of the
    /// commit in a worktree of its own below `.build/live`, which is kept, so that a commit is built once.
    /// - Throws: ``BuildError``, and `ReportError` for a folder that cannot be made.
    public nonisolated(nonsending) func build(_ side: LiveSide) async throws -> Build {
        if side.name != ".", let path = executable(side.name) { return Build(executable: path, folder: nil) }
        let top = try await ToolCommand("git", ["rev-parse", "--show-toplevel"], in: folder).outcome()
        guard top.isSuccess, let root = top.lastLines(1).first else {
            throw BuildError.noRepository(side, said: top.lastLines(1).joined())
        }
        if side.name == "." {
            progress("building the working tree")
            try await compile(side, in: root)
            return Build(executable: Self.product(in: root), folder: root)
        }
        let parsed = try await ToolCommand(
            "git", ["rev-parse", "--verify", "--end-of-options", "\(side.name)^{commit}"], in: root
        ).outcome()
        guard parsed.isSuccess, let commit = parsed.lastLines(1).first else {
            throw BuildError.unknown(side, said: parsed.lastLines(1).joined())
        }
        return try await build(side, commit: commit, of: root)
    }

    private nonisolated(nonsending) func build(
        _ side: LiveSide, commit: String, of root: String
    ) async throws -> Build {
        let tree = "\(root)/.build/live/\(commit)"
        try TextFile.makeFolder("\(root)/.build/live")
        let lock = try FileLock("\(tree).lock") { progress("waiting for another build of \(side.name)") }
        defer { withExtendedLifetime(lock) {} }
        let build = Build(executable: Self.product(in: tree), folder: tree)
        // Written when a build is complete, so that one that was killed is not taken for one.
        let record = "\(tree)/.build/live-build"
        if (try? TextFile.read(record)) == recorded, executable(build.executable) != nil { return build }

        progress("building \(side.name) (\(commit.prefix(9)))")
        if FileManager.default.fileExists(atPath: "\(tree)/.git") {
            try await require(side, ToolCommand("git", ["reset", "--hard", commit], in: tree))
        } else {
            let add = ["worktree", "add", "--force", "--detach", tree, commit]
            try await require(side, ToolCommand("git", add, in: root))
        }
        try await compile(side, in: tree)
        try TextFile.write(recorded, to: record)
        return build
    }

    private nonisolated(nonsending) func compile(_ side: LiveSide, in tree: String) async throws {
        let chosen = traits.isEmpty ? ["--disable-default-traits"] : ["--traits", traits.joined(separator: ",")]
        try await require(
            side, ToolCommand("swift", ["build", "-c", "release", "--product", "bench"] + chosen, in: tree))
    }

    private nonisolated(nonsending) func require(_ side: LiveSide, _ command: ToolCommand) async throws {
        let outcome = try await command.outcome()
        guard outcome.isSuccess else {
            throw BuildError.failed(
                side, command: command.line, folder: command.folder, lastLines: outcome.lastLines(12))
        }
    }

    private var recorded: String { "traits: \(traits.joined(separator: ","))\n" }

    private static func product(in tree: String) -> String { "\(tree)/.build/release/bench" }

    /// The absolute path of an executable file; nil where there is none.
    private func executable(_ path: String) -> String? {
        let absolute = path.hasPrefix("/") ? path : "\(folder)/\(path)"
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: absolute, isDirectory: &isFolder), !isFolder.boolValue,
            FileManager.default.isExecutableFile(atPath: absolute)
        else { return nil }
        return absolute
    }
}
