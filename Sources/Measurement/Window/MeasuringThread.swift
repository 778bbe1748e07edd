import Basics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The one thread on which everything is measured, pinned to a CPU where the system allows it.
public struct MeasuringThread: Sendable {
    /// The CPU the thread runs on; nil where it could not be pinned.
    public let cpu: Int?
    /// Why it is not pinned.
    public let unpinned: String?

    /// Runs `body` on a fresh thread and waits for it.
    /// - Parameter cpu: the CPU to pin to; nil takes the last one this process may use, as the first usually
    ///   serves the interrupts.
    /// - Throws: ``MeasurementError/noSuchCPU(_:allowed:)`` for a CPU outside the process's set, and whatever
    ///   `body` throws.
    public static func run<Result>(
        cpu: Int?, _ body: (MeasuringThread) throws -> Result
    ) throws -> Result {
        let allowed = Affinity.cpus
        if let cpu, !allowed.isEmpty, !allowed.contains(cpu) {
            throw MeasurementError.noSuchCPU(cpu, allowed: allowed)
        }
        let target = cpu ?? allowed.last
        return try withoutActuallyEscaping(body) { body in
            var outcome: Swift.Result<Result, any Error>?
            try onFreshThread {
                let thread = pinned(to: target)
                outcome = Swift.Result { try body(thread) }
            }
            guard let outcome else { throw MeasurementError.noThread(code: 0) }
            return try outcome.get()
        }
    }

    /// A team for the measuring thread, its workers on other CPUs than its own.
    /// - Parameter cpu: the CPU that ``run(cpu:_:)`` is given.
    /// - Throws: ``MeasurementError/tooManyThreads(_:cpus:)`` for more threads than this process may use CPUs; `TeamError`
    ///   where the system refuses a thread.
    public static func team(of threads: Int, cpu: Int?) throws -> Team {
        guard threads > 1 else { return .single }
        let allowed = Affinity.cpus
        let most = allowed.isEmpty ? Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) : allowed.count
        guard threads <= most else { throw MeasurementError.tooManyThreads(threads, cpus: most) }
        let others = allowed.filter { $0 != cpu ?? allowed.last }
        return try Team(count: threads, workerCPUs: others.suffix(threads - 1))
    }

    private static func pinned(to cpu: Int?) -> MeasuringThread {
        guard let cpu else { return .init(cpu: nil, unpinned: "this system does not tell which CPUs may be used") }
        let code = Affinity.bind(to: [cpu])
        return code == 0 ? .init(cpu: cpu, unpinned: nil) : .init(cpu: nil, unpinned: String(cString: strerror(code)))
    }
}

/// Carries a closure into a thread that its creator joins at once, so that nothing runs concurrently.
private final class Errand {
    let body: () -> Void

    init(_ body: @escaping () -> Void) {
        self.body = body
    }
}

private func onFreshThread(_ body: @escaping () -> Void) throws {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 8 << 20)

    let errand = Unmanaged.passRetained(Errand(body))
    #if canImport(Darwin)
        var thread: pthread_t?
        let code = pthread_create(
            &thread, &attributes,
            { argument in
                Unmanaged<Errand>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, errand.toOpaque())
    #else
        var thread = pthread_t()
        let code = pthread_create(
            &thread, &attributes,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Errand>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, errand.toOpaque())
    #endif
    guard code == 0 else {
        errand.release()
        throw MeasurementError.noThread(code: code)
    }
    #if canImport(Darwin)
        if let thread { pthread_join(thread, nil) }
    #else
        pthread_join(thread, nil)
    #endif
}
