import CThreads

/// Threads that do the same task at once: the one that calls and its workers, which spin for some tens of microseconds
/// before they sleep, so that a layer of a few microseconds can be divided among them.
///
/// One thread at a time may use a team, and a task may not use its own.
public final class Team: @unchecked Sendable {
    /// Threads, the calling one included.
    public let count: Int
    /// The CPUs of the workers, one each; empty where they run where the system puts them.
    private let workerCPUs: [Int]
    /// nil for the calling thread alone.
    private let handle: OpaquePointer?

    /// The calling thread alone.
    public static let single = Team()

    private init() {
        (count, workerCPUs, handle) = (1, [], nil)
    }

    /// Starts the workers.
    /// - Parameters:
    ///   - count: threads, the calling one included; at least 1.
    ///   - workerCPUs: the CPUs to pin the workers to, one each; empty to leave them to the system.
    /// - Throws: ``TeamError``.
    public init(count: Int, workerCPUs: [Int] = []) throws(TeamError) {
        self.count = max(1, count)
        self.workerCPUs = workerCPUs
        guard count > 1 else {
            handle = nil
            return
        }
        var code: Int32 = 0
        handle = cthreads_team_create(Int32(clamping: count), &code)
        guard handle != nil else { throw TeamError(code: code) }
        guard !workerCPUs.isEmpty else { return }
        forEach { [workerCPUs] thread in
            if thread > 0, thread <= workerCPUs.count { Affinity.bind(to: [workerCPUs[thread - 1]]) }
        }
    }

    deinit {
        if let handle { cthreads_team_destroy(handle) }
    }

    /// Runs `task(context, thread)` on every thread, threads counted from 0, the calling one, and waits for all of them.
    /// Nothing is allocated.
    @inline(__always)
    public func run(
        _ task: @convention(c) (UnsafeMutableRawPointer?, Int32) -> Void, _ context: UnsafeMutableRawPointer
    ) {
        if let handle { cthreads_team_run(handle, task, context) } else { task(context, 0) }
    }

    /// Runs `body` on every thread, with the thread's number. A closure for several threads is allocated.
    public func forEach(_ body: (_ thread: Int) -> Void) {
        guard handle != nil else {
            body(0)
            return
        }
        withoutActuallyEscaping(body) { body in
            var errand = Errand(body: body)
            withUnsafeMutablePointer(to: &errand) { pointer in
                run({ $0?.assumingMemoryBound(to: Errand.self).pointee.body(Int($1)) }, pointer)
            }
        }
    }

    /// Runs `body` while the calling thread may use the workers' CPUs, too: threads that a library starts meanwhile
    /// inherit them, where they would else share the calling thread's own.
    public func unpinned<Result>(_ body: () throws -> Result) rethrows -> Result {
        let own = Affinity.cpus
        guard !workerCPUs.isEmpty, !own.isEmpty else { return try body() }
        Affinity.bind(to: own + workerCPUs)
        defer { Affinity.bind(to: own) }
        return try body()
    }

    private struct Errand {
        let body: (Int) -> Void
    }
}

/// The system refused a thread; `code` is pthread_create's.
public struct TeamError: Error, Equatable, CustomStringConvertible {
    /// pthread_create's.
    public let code: Int32

    /// Cause and remedy.
    public var description: String {
        "a thread could not be started (pthread_create: \(code)); close other programs, raise the limit on threads "
            + "(ulimit -u) or give fewer --threads"
    }
}
