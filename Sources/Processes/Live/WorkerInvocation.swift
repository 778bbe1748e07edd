import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// How a worker is started.
public struct WorkerInvocation: Equatable, Sendable {
    /// What it is for.
    public var side: LiveSide
    /// The program.
    public var executable: String
    /// All of its arguments, `worker` the first.
    public var arguments: [String]
    /// Its current folder, where it finds its suites; nil for this process's.
    public var folder: String?

    /// Memberwise.
    public init(side: LiveSide, executable: String, arguments: [String], folder: String? = nil) {
        self.side = side
        self.executable = executable
        self.arguments = arguments
        self.folder = folder
    }

    /// The most of its standard error that is kept.
    private static let mostSaid = 1 << 20
    /// Lines of it that an error shows.
    private static let shownLines = 5

    /// Starts the worker, gives `body` the link to it, and ends it, whatever comes.
    /// - Throws: ``LiveError``, its words of what the worker said added.
    nonisolated(nonsending) func withWorker<Value: Sendable>(
        patience: WorkerLink.Patience = .init(), _ body: nonisolated(nonsending) (WorkerLink) async throws -> Value
    ) async throws -> Value {
        let requests = try FileDescriptor.pipe()
        let answers = try FileDescriptor.pipe()
        let transport = PipeTransport(requests: requests.writeEnd, answers: answers.readEnd)
        let finished: ExecutionResult<Result<Value, any Error>, FileDescriptorOutput, StringOutput<UTF8>>
        do {
            finished = try await run(
                .path(FilePath(executable)), arguments: Arguments(arguments),
                workingDirectory: folder.map { FilePath($0) }, platformOptions: Self.apart,
                input: .fileDescriptor(requests.readEnd, closeAfterSpawningProcess: true),
                output: .fileDescriptor(answers.writeEnd, closeAfterSpawningProcess: true),
                error: .string(limit: Self.mostSaid)
            ) { execution in
                let outcome: Result<Value, any Error>
                do {
                    outcome = .success(try await body(WorkerLink(side: side, transport: transport, patience: patience)))
                } catch {
                    outcome = .failure(error)
                }
                transport.closeRequests()
                transport.waitForEnd(within: outcome.isSuccess ? patience.end : 0)
                // One that ends by itself should tell how; the others are ended.
                if transport.hasEnded { try? await Task.sleep(for: .milliseconds(100)) }
                try? execution.send(signal: .kill)
                return outcome
            }
        } catch let error as SubprocessError {
            throw LiveError.notStarted(side, path: executable, cause: "\(error)")
        }
        switch finished.closureResult {
        case .success(let value): return value
        case .failure(let error as LiveError):
            throw error.completed(for: side, said: Self.tail(finished.standardError), finished.terminationStatus)
        case .failure(let error): throw error
        }
    }

    /// Ctrl-C on a terminal goes to all processes of the group: a worker's end is the conductor's to decide.
    private static var apart: PlatformOptions {
        var options = PlatformOptions()
        options.processGroupID = 0
        return options
    }

    private static func tail(_ said: String) -> String {
        said.split(whereSeparator: \.isNewline).suffix(shownLines).joined(separator: "; ")
    }
}

extension LiveError {
    /// The error with what the worker left behind, where it is that worker's.
    fileprivate func completed(for side: LiveSide, said: String, _ status: TerminationStatus) -> LiveError {
        let words = said.isEmpty ? "nothing, \(status)" : said
        switch self {
        case .ended(side, let request, _): return .ended(side, request: request, said: words)
        case .lacksProtocol(side, _): return .lacksProtocol(side, said: words)
        default: return self
        }
    }
}

extension Result {
    fileprivate var isSuccess: Bool { if case .success = self { true } else { false } }
}
