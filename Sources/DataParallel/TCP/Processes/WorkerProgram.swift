import Basics
import Dispatch
import Foundation
import Synchronization

/// This program as one that can be a worker's process, which calls ``DataWorker/run()`` when it gets some arguments.
public struct WorkerProgram: Sendable {
    private let arguments: [String]
    /// Where its processes may run.
    private let cpus: [Int]

    private static let offered = Mutex<WorkerProgram?>(nil)

    /// The running program; nil where it has not offered itself.
    public static var own: WorkerProgram? { offered.withLock { $0 } }

    /// Offers the running program.
    ///
    /// Called at its start: a thread that is bound to one CPU later would leave all workers on that one.
    public static func offer(arguments: [String]) {
        let program = WorkerProgram(arguments: arguments, cpus: Affinity.cpus)
        offered.withLock { $0 = program }
    }

    /// Trains over TCP, and waits for the end on the calling thread, which need not be one of Swift's.
    /// - Throws: as ``TCPTraining/run(events:)`` does.
    public func train(_ task: ParallelTask, codec: String) throws -> TCPRecord {
        let training = TCPTraining(
            task: task, codec: codec, program: Bundle.main.executablePath ?? CommandLine.arguments[0],
            arguments: arguments)
        let outcome = Outcome()
        Task(executorPreference: QueueExecutor(cpus: cpus)) {
            do { outcome.end(.success(try await training.run())) } catch { outcome.end(.failure(error)) }
        }
        return try outcome.wait()
    }
}

/// What a task comes to, for a thread that waits.
private final class Outcome: Sendable {
    private let result = Mutex<Result<TCPRecord, any Error>?>(nil)
    private let isOver = DispatchSemaphore(value: 0)

    func end(_ result: Result<TCPRecord, any Error>) {
        self.result.withLock { $0 = result }
        isOver.signal()
    }

    func wait() throws -> TCPRecord {
        isOver.wait()
        guard let result = result.withLock({ $0 }) else { throw CancellationError() }
        return try result.get()
    }
}

/// Runs tasks on a thread of its own: Swift's may all be waiting.
private final class QueueExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "training over TCP")

    /// - Parameter cpus: of the thread, and of the processes that it starts.
    init(cpus: [Int]) {
        queue.async { Affinity.bind(to: cpus) }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
