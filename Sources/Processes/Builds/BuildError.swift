/// Why a side has no executable.
public enum BuildError: Error, Equatable {
    /// The current folder is in no git repository.
    case noRepository(LiveSide, said: String)
    /// Neither a ref nor an executable.
    case unknown(LiveSide, said: String)
    /// A command failed; the last lines of what it said. `worktree` is the one that was made for the side, which nobody
    /// misses; nil where the folder is the user's own.
    case failed(LiveSide, command: String, folder: String, worktree: String?, lastLines: [String])
    /// A command cannot be started.
    case noCommand(String, cause: String)
    /// The file that keeps two builds of one commit apart cannot be had.
    case noLock(String, cause: String)
}

extension BuildError: CustomStringConvertible {
    /// The side, the cause and the remedy.
    public var description: String {
        switch self {
        case .noRepository(let side, let said):
            "\(side): refs need a git repository (\(said)); run from the project's folder, or give paths of executables"
        case .unknown(let side, let said):
            "\(side) is neither a ref of this repository nor an executable file (\(said)); give a branch, tag or commit, "
                + "'.' for the working tree, or the path of a bench executable"
        case .failed(let side, let command, let folder, let worktree, let lines):
            "\(side): '\(command)' failed in \(folder); "
                + (worktree.map { "choose another commit, mend the cause, or remove \($0) to start over" }
                    ?? "mend it there")
                + lines.map { "\n  \($0)" }.joined()
        case .noCommand(let command, let cause):
            "\(command) cannot be started (\(cause)); install it, or give paths of executables"
        case .noLock(let path, let cause):
            "\(path) cannot be locked (\(cause)); choose a repository whose .build folder can be written"
        }
    }
}
