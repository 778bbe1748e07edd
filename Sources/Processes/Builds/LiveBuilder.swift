import Foundation

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
        /// Traits it was to be built with, had its package declared them.
        public var missingTraits: [String] = []
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

    /// The executable of a side: the file of that path, which runs where suites lie beside it; for `.` a build of the
    /// working tree as it is; else a build of the commit in a worktree of its own below `.build/live`. The builds used last
    /// are kept.
    /// - Throws: ``BuildError``, `ReportError` for a folder that cannot be made, and what the system says of a file that
    ///   cannot be copied or removed.
    public nonisolated(nonsending) func build(_ side: LiveSide) async throws -> Build {
        if side.name != ".", let path = executable(side.name) {
            return Build(executable: path, folder: Self.folderWithSuites(beside: path))
        }
        let top = try await ToolCommand("git", ["rev-parse", "--show-toplevel"], in: folder).outcome()
        guard top.isSuccess, let root = top.answer else {
            throw BuildError.noRepository(side, said: top.lastLines(1).joined())
        }
        if side.name == "." {
            progress("building the working tree")
            let manner = try await manner(side, in: root, worktree: nil)
            try await compile(side, manner, in: root, worktree: nil)
            return Build(executable: Self.product(in: root), folder: root, missingTraits: manner.missingTraits)
        }
        let parsed = try await ToolCommand(
            "git", ["rev-parse", "--verify", "--end-of-options", "\(side.name)^{commit}"], in: root
        ).outcome()
        guard parsed.isSuccess, let commit = parsed.answer else {
            throw BuildError.unknown(side, said: parsed.lastLines(1).joined())
        }
        return try await build(side, commit: commit, in: KeptBuilds(root: root))
    }

    private nonisolated(nonsending) func build(
        _ side: LiveSide, commit: String, in kept: KeptBuilds
    ) async throws -> Build {
        let tree = kept.tree(of: commit)
        let lock = try kept.lock(commit) { progress("waiting for another build of \(side.name)") }
        defer { withExtendedLifetime(lock) {} }
        var build = Build(executable: Self.product(in: tree), folder: tree)
        if let record = KeptBuilds.record(in: tree), executable(build.executable) != nil {
            let manner = try await manner(side, in: tree, worktree: tree)
            if manner.record == record {
                try KeptBuilds.write(record, in: tree)
                build.missingTraits = manner.missingTraits
                return build
            }
        }

        progress("building \(side.name) (\(commit.prefix(9)))")
        if FileManager.default.fileExists(atPath: "\(tree)/.git") {
            try await require(side, ToolCommand("git", ["reset", "--hard", commit], in: tree), worktree: tree)
        } else {
            let add = ["worktree", "add", "--force", "--detach", tree, commit]
            try await require(side, ToolCommand("git", add, in: kept.root), worktree: tree)
        }
        try kept.resolve(tree)
        let manner = try await manner(side, in: tree, worktree: tree)
        try await compile(side, manner, in: tree, worktree: tree)
        try KeptBuilds.write(manner.record, in: tree)
        try await kept.prune()
        build.missingTraits = manner.missingTraits
        return build
    }

    private nonisolated(nonsending) func manner(
        _ side: LiveSide, in tree: String, worktree: String?
    ) async throws -> BuildManner {
        let dump = ToolCommand("swift", ["package", "dump-package"], in: tree)
        let manifest = try await require(side, dump, worktree: worktree)
        let compiler = try await require(side, ToolCommand("swift", ["--version"], in: tree), worktree: worktree)
        guard
            let manner = BuildManner(
                traits: traits, manifest: manifest.output, compiler: compiler.output,
                oneDNN: ProcessInfo.processInfo.environment["ONEDNN_ROOT"])
        else { throw failure(side, dump, manifest, worktree: worktree) }
        return manner
    }

    private nonisolated(nonsending) func compile(
        _ side: LiveSide, _ manner: BuildManner, in tree: String, worktree: String?
    ) async throws {
        let arguments = ["build", "-c", "release", "--product", "bench"] + manner.arguments
        try await require(side, ToolCommand("swift", arguments, in: tree), worktree: worktree)
    }

    @discardableResult
    private nonisolated(nonsending) func require(
        _ side: LiveSide, _ command: ToolCommand, worktree: String?
    ) async throws -> ToolCommand.Outcome {
        let outcome = try await command.outcome()
        guard outcome.isSuccess else { throw failure(side, command, outcome, worktree: worktree) }
        return outcome
    }

    private func failure(
        _ side: LiveSide, _ command: ToolCommand, _ outcome: ToolCommand.Outcome, worktree: String?
    ) -> BuildError {
        .failed(
            side, command: command.line, folder: command.folder, worktree: worktree, lastLines: outcome.lastLines(12))
    }

    private static func product(in tree: String) -> String { "\(tree)/.build/release/bench" }

    /// The absolute path of an executable file; nil where there is none.
    private func executable(_ path: String) -> String? {
        let absolute = path.hasPrefix("/") ? path : "\(folder)/\(path)"
        guard Self.isFolder(absolute) == false, FileManager.default.isExecutableFile(atPath: absolute) else {
            return nil
        }
        return absolute
    }

    /// An executable's folder, where it has definitions of its own: a kept build is measured by those that it was made with.
    private static func folderWithSuites(beside executable: String) -> String? {
        let folder = (executable as NSString).deletingLastPathComponent
        return isFolder("\(folder)/suites") == true ? folder : nil
    }

    /// Nil where there is nothing.
    private static func isFolder(_ path: String) -> Bool? {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) ? isFolder.boolValue : nil
    }
}
