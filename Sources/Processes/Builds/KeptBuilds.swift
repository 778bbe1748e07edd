import Foundation
import Report

/// The builds of commits below a repository's `.build/live`, each in a worktree of its own.
struct KeptBuilds {
    /// The repository's.
    let root: String

    /// A worktree with its build takes some hundred megabytes.
    static let most = 4

    private var folder: String { "\(root)/.build/live" }

    /// A commit's worktree, made or not.
    func tree(of commit: String) -> String { "\(folder)/\(commit)" }

    /// Keeps everyone else from building the commit, and from removing its worktree.
    /// - Throws: ``BuildError/noLock(_:cause:)``; `ReportError` where the folder cannot be made.
    func lock(_ commit: String, waiting: () -> Void) throws -> FileLock {
        try TextFile.makeFolder(folder)
        return try FileLock("\(tree(of: commit)).lock", waiting: waiting)
    }

    /// How the build in a worktree was made; nil where there is none, or one that was cut off.
    static func record(in tree: String) -> String? { try? TextFile.read(recordFile(of: tree)) }

    /// Marks the build of a worktree as complete, and as used now.
    /// - Throws: `ReportError`.
    static func write(_ record: String, in tree: String) throws { try TextFile.write(record, to: recordFile(of: tree)) }

    private static func recordFile(of tree: String) -> String { "\(tree)/.build/live-build" }

    /// Gives a worktree the versions that the repository resolved its dependencies to, where the commit has none.
    func resolve(_ tree: String) throws {
        let files = FileManager.default
        let (ours, theirs) = ("\(root)/Package.resolved", "\(tree)/Package.resolved")
        guard files.fileExists(atPath: ours), !files.fileExists(atPath: theirs) else { return }
        try files.copyItem(atPath: ours, toPath: theirs)
    }

    /// Removes all but the builds that were used last, ``most`` of them. One that is being built is left alone.
    /// - Throws: ``BuildError/noCommand(_:cause:)``, and what the system says of a folder that cannot be removed.
    nonisolated(nonsending) func prune() async throws {
        let files = FileManager.default
        let trees = try files.contentsOfDirectory(atPath: folder).filter { !$0.hasSuffix(".lock") }.map(tree(of:))
        let oldest = trees.map { (tree: $0, used: lastUse(of: $0)) }.sorted { $0.used < $1.used }.dropLast(Self.most)
        guard !oldest.isEmpty else { return }
        for (tree, _) in oldest {
            guard let lock = FileLock(ifFree: "\(tree).lock") else { continue }
            try withExtendedLifetime(lock) { try files.removeItem(atPath: tree) }
        }
        // Git still has the worktrees in its list.
        _ = try await ToolCommand("git", ["worktree", "prune"], in: root).outcome()
    }

    private func lastUse(of tree: String) -> Date {
        let attributes = try? FileManager.default.attributesOfItem(atPath: Self.recordFile(of: tree))
        return attributes?[.modificationDate] as? Date ?? .distantPast
    }
}
