import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// A process of its own that leaves its results in files.
public struct OwnProcess: Equatable, Sendable {
    private let executable: String
    private let arguments: [String]

    /// A program with its arguments.
    public init(_ executable: String, _ arguments: [String]) {
        self.executable = executable
        self.arguments = arguments
    }

    /// How a launch ended.
    public enum Ending: Equatable, Sendable, CustomStringConvertible {
        /// By itself, with this code.
        case exited(Int32)
        /// By a signal.
        case signalled(Int32)

        /// In words.
        public var description: String {
            switch self {
            case .exited(let code): "exit code \(code)"
            case .signalled(let number): "signal \(number)"
            }
        }
    }

    /// Runs it to its end. It shares standard error, where its progress goes; nothing is read from standard output.
    /// - Throws: what the system says of a program that cannot be started.
    public nonisolated(nonsending) func run() async throws -> Ending {
        let result = try await Subprocess.run(
            .path(FilePath(executable)), arguments: Arguments(arguments), output: .discarded,
            error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
        return switch result.terminationStatus {
        case .exited(let code): .exited(code)
        case .signaled(let number): .signalled(number)
        }
    }
}
