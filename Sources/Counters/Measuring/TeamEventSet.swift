import Basics

/// The same events on every thread of a team, each counted by the thread's own event set: PAPI counts the thread that
/// starts a set alone.
final class TeamEventSet {
    /// Events, and how many counts a read yields: the sums over the threads.
    let count: Int
    private let team: Team
    /// A set a thread, made, used and destroyed by it.
    private let sets: UnsafeMutableBufferPointer<(any CountingSet)?>
    /// What each call returned and each set counted, a row a thread.
    private let codes: UnsafeMutableBufferPointer<Int32>
    private let counts: UnsafeMutableBufferPointer<Int64>

    /// Threads that are counted.
    var threads: Int { team.count }
    /// What each thread counted until the last read or stop, a row a thread; empty for a single thread.
    var lastCounts: [Int64] { threads > 1 ? Array(counts) : [] }

    /// - Parameter manner: as ``EventSet`` takes it.
    init(
        _ events: [CounterEvent], manner: EventSet.Manner, _ team: Team, _ calls: any PAPICalls
    ) throws(PAPIFailure) {
        self.team = team
        count = events.count
        sets = .allocate(capacity: team.count)
        sets.initialize(repeating: nil)
        codes = .allocate(capacity: team.count)
        codes.initialize(repeating: PAPICode.ok)
        counts = .allocate(capacity: team.count * events.count)
        counts.initialize(repeating: 0)
        let failures = UnsafeMutableBufferPointer<PAPIFailure?>.allocate(capacity: team.count)
        failures.initialize(repeating: nil)
        defer { failures.deallocate() }
        team.forEach { [sets] thread in
            do throws(PAPIFailure) {
                // The session registered the thread that made it.
                if thread > 0 { try PAPIFailure.check(.registerThread, calls.registerThread()) }
                sets[thread] = try Self.open(events, manner, calls)
            } catch {
                failures[thread] = error
            }
        }
        if let failure = failures.lazy.compactMap({ $0 }).first { throw failure }
    }

    private static func open(
        _ events: [CounterEvent], _ manner: EventSet.Manner, _ calls: any PAPICalls
    ) throws(PAPIFailure) -> any CountingSet {
        do {
            return try EventSet(events, manner: manner, calls)
        } catch {
            #if PAPI && os(Linux)
                // Another event's refusal is PAPI's own.
                let isSoftware = events.allSatisfy { EventTraits.softwareNumber(of: $0.name) != nil }
                if error.call == .setInherit, isSoftware { return try InheritedSoftwareSet(events) }
            #endif
            throw error
        }
    }

    deinit {
        team.forEach { [sets] in sets[$0] = nil }
        sets.deallocate()
        codes.deallocate()
        counts.deallocate()
    }

    /// Counts from zero.
    func start() -> Int32 {
        onEach { set, _ in set.start() }
    }

    /// - Parameter counts: room for ``count`` values.
    func read(into sums: UnsafeMutablePointer<Int64>) -> Int32 {
        let code = onEach { $0.read(into: $1) }
        add(into: sums)
        return code
    }

    /// - Parameter counts: room for ``count`` values.
    func stop(into sums: UnsafeMutablePointer<Int64>) -> Int32 {
        let code = onEach { $0.stop(into: $1) }
        add(into: sums)
        return code
    }

    /// - Returns: PAPI's code, the first that is not `ok`.
    private func onEach(_ body: (any CountingSet, UnsafeMutablePointer<Int64>) -> Int32) -> Int32 {
        guard let row = counts.baseAddress else { return PAPICode.invalid }
        team.forEach { [sets, codes, count] thread in
            codes[thread] = sets[thread].map { body($0, row + thread * count) } ?? PAPICode.invalid
        }
        return codes.first { $0 != PAPICode.ok } ?? PAPICode.ok
    }

    private func add(into sums: UnsafeMutablePointer<Int64>) {
        for event in 0..<count {
            sums[event] = stride(from: event, to: counts.count, by: count).reduce(0) { $0 + counts[$1] }
        }
    }
}
