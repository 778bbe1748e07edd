import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// How a worker's process ended.
struct WorkerEnding: Sendable {
    var rank: Int
    /// The last that it said.
    var report: WorkerReport?
    /// `exit code 0`.
    var process: String

    /// What it came to; nil where it failed.
    var record: TCPWorkerRecord? { if case .finished(let record) = report { record } else { nil } }

    /// Why it came to nothing.
    var failure: DataParallelError.WorkerFailure? {
        guard record == nil else { return nil }
        let error: DataParallelError? = if case .failed(let error) = report { error } else { nil }
        return .init(rank: rank, error: error, ending: process)
    }
}

/// The coordinator's side of a worker's process.
struct WorkerProcess: Sendable {
    let program: String
    let arguments: [String]
    let order: WorkerOrder

    private typealias Running = Execution<CustomWriteInput, SequenceOutput, FileDescriptorOutput>

    /// Starts the process, gives it its order, and goes with it to its end.
    func run(_ rendezvous: Rendezvous, _ events: @Sendable (TCPTraining.Event) -> Void) async -> WorkerEnding {
        let rank = order.rank
        do {
            let result = try await Subprocess.run(
                .path(FilePath(program)), arguments: Arguments(arguments), platformOptions: Self.apart,
                input: .inputWriter, output: .sequence,
                error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
            ) { execution in
                events(.started(rank: rank, process: Int32(execution.processIdentifier.value)))
                let report = await accompany(execution, rendezvous, events)
                await rendezvous.fail(.lost(rank: rank, awaited: .port, cause: .closed))
                // One that cannot be spoken with any more must not stay.
                try? execution.send(signal: .kill)
                return report
            }
            let ending =
                switch result.terminationStatus {
                case .exited(let code): "exit code \(code)"
                case .signaled(let number): "signal \(number)"
                }
            return WorkerEnding(rank: rank, report: result.closureResult, process: ending)
        } catch {
            let error = DataParallelError.notStarted(path: program, reason: "\(error)")
            await rendezvous.fail(error)
            return WorkerEnding(rank: rank, report: .failed(error), process: "not started")
        }
    }

    /// - Returns: the last that it said; nil where it ended without a word.
    private func accompany(
        _ execution: Running, _ rendezvous: Rendezvous, _ events: @Sendable (TCPTraining.Event) -> Void
    ) async -> WorkerReport? {
        let rank = order.rank
        var last: WorkerReport?
        do {
            _ = try await execution.standardInputWriter.write(Line.text(order))
            for try await line in execution.standardOutput.strings(bufferingPolicy: .unbounded) {
                let report: WorkerReport = try Line.value(line)
                switch report {
                case .listening(let port):
                    let ports = try await rendezvous.ports(with: port, of: rank)
                    _ = try await execution.standardInputWriter.write(Line.text(ports))
                case .began: events(.began(rank: rank))
                case .finished, .failed:
                    last = report
                    // It waits for this, so that nothing it says is lost with its end.
                    try await execution.standardInputWriter.finish()
                }
            }
        } catch let error as DataParallelError {
            last = last ?? .failed(error)
        } catch {
            // Its pipes are closed: how it ended tells why.
        }
        return last
    }

    /// Ctrl-C on a terminal goes to all processes of the group: a worker's end is the coordinator's to decide.
    private static var apart: PlatformOptions {
        var options = PlatformOptions()
        options.processGroupID = 0
        return options
    }
}
