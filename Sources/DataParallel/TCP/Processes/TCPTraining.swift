#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A training by worker processes on this machine, each connected with all others over TCP on 127.0.0.1.
public struct TCPTraining: Sendable {
    /// What is trained; its workers are 2 to 4.
    public var task: ParallelTask
    /// The codec's name, as variants name it.
    public var codec: String
    /// The program of the workers, which calls ``DataWorker/run()``, and its arguments.
    public var program: String
    /// The program's arguments.
    public var arguments: [String]
    /// How long to wait.
    public var limits: TCPLimits

    /// Workers that a training can have.
    public static let workers = 2...4

    /// Memberwise.
    public init(
        task: ParallelTask, codec: String, program: String, arguments: [String] = [], limits: TCPLimits = .init()
    ) {
        (self.task, self.codec, self.program) = (task, codec, program)
        (self.arguments, self.limits) = (arguments, limits)
    }

    /// What happens on the way.
    public enum Event: Sendable, Equatable {
        /// A worker's process runs.
        case started(rank: Int, process: Int32)
        /// A worker is connected with all others.
        case began(rank: Int)
    }

    /// Starts the workers, waits for what they come to, and ends them, whatever comes: also where the task that calls
    /// is cancelled. Should this process be killed, the workers end by themselves.
    /// - Throws: ``DataParallelError``: ``DataParallelError/workers(_:)`` with what became of each worker that failed.
    public func run(events: @escaping @Sendable (Event) -> Void = { _ in }) async throws -> TCPRecord {
        guard Self.workers.contains(task.workers) else {
            throw DataParallelError.setting(
                "\(task.workers) workers over TCP; give \(Self.workers.lowerBound) to \(Self.workers.upperBound)")
        }
        // Writing to a worker that has died must fail, not end this process.
        signal(SIGPIPE, SIG_IGN)
        let endings = await endings(events)
        let records = endings.compactMap(\.record)
        guard records.count == task.workers else {
            throw DataParallelError.workers(endings.compactMap(\.failure))
        }
        return try TCPRecord(records)
    }

    private enum Happening: Sendable {
        case ended(WorkerEnding)
        /// All workers should listen by now.
        case late
        /// The workers that are left had their time since the first ended.
        case patienceOver
    }

    private func endings(_ events: @escaping @Sendable (Event) -> Void) async -> [WorkerEnding] {
        let rendezvous = Rendezvous(workers: task.workers)
        let token = RunToken()
        return await withTaskGroup(of: Happening.self) { group in
            for rank in 0..<task.workers {
                let order = WorkerOrder(task: task, codec: codec, rank: rank, token: token, limits: limits)
                let process = WorkerProcess(program: program, arguments: arguments, order: order)
                group.addTask { .ended(await process.run(rendezvous, events)) }
            }
            group.addTask { await after(limits.preparation, .late) }
            var endings: [WorkerEnding] = []
            while endings.count < task.workers, let happening = await group.next() {
                switch happening {
                case .ended(let ending):
                    endings.append(ending)
                    if endings.nameAllOthers(of: task.workers) { group.cancelAll() }
                    guard endings.count == 1 else { continue }
                    let patience = ending.record == nil ? limits.deadline + 1 : limits.preparation
                    group.addTask { await after(patience, .patienceOver) }
                case .late: await rendezvous.expire(after: limits.preparation)
                case .patienceOver: group.cancelAll()
                }
            }
            group.cancelAll()
            return endings.sorted { $0.rank < $1.rank }
        }
    }

    private func after(_ seconds: Double, _ happening: Happening) async -> Happening {
        try? await Task.sleep(for: .seconds(seconds))
        return happening
    }
}

extension [WorkerEnding] {
    /// Whether those that have not ended are the ones that the others lost: they are not waited for.
    fileprivate func nameAllOthers(of workers: Int) -> Bool {
        let lost = Set(compactMap { $0.failure?.error?.lostRank })
        return lost.union(map(\.rank)).count == workers && !lost.isEmpty
    }
}
