import Basics
import Foundation
import Synchronization
import Testing

@Suite("A team of threads")
struct TeamTests {
    @Test("Every thread does every task once, and the caller is the first", arguments: [1, 2, 3, 7])
    func everyone(count: Int) throws {
        let team = try Team(count: count)
        #expect(team.count == count)
        let own = pthread_self()
        let calls = UnsafeMutableBufferPointer<Int>.allocate(capacity: count)
        calls.initialize(repeating: 0)
        defer { calls.deallocate() }
        let strangers = Atomic(0)
        for _ in 0..<2000 {
            team.forEach { thread in
                calls[thread] += 1
                if (thread == 0) != (pthread_equal(own, pthread_self()) != 0) {
                    strangers.wrappingAdd(1, ordering: .relaxed)
                }
            }
        }
        #expect(calls.allSatisfy { $0 == 2000 })
        #expect(strangers.load(ordering: .relaxed) == 0)
    }

    @Test("What the threads wrote is there when a task is done, after pauses in which they fall asleep, too")
    func visible() throws {
        let team = try Team(count: 3)
        let values = UnsafeMutableBufferPointer<Int>.allocate(capacity: 3)
        values.initialize(repeating: 0)
        defer { values.deallocate() }
        for round in 1...200 {
            if round.isMultiple(of: 10) { usleep(500) }
            team.forEach { values[$0] = round * ($0 + 1) }
            #expect(Array(values) == [round, 2 * round, 3 * round])
        }
    }

    @Test("Teams come and go")
    func many() throws {
        for _ in 0..<50 {
            let team = try Team(count: 4)
            let sum = Atomic(0)
            team.forEach { sum.wrappingAdd($0, ordering: .relaxed) }
            #expect(sum.load(ordering: .relaxed) == 6)
        }
    }

    @Test(
        "Workers run on the CPUs they are given, and what a library starts meanwhile may use them",
        .enabled(if: Affinity.cpus.count > 1, "needs two CPUs"))
    func pinned() throws {
        let allowed = Affinity.cpus
        let seen = Mutex<[[Int]]>([])
        try onFreshThread {
            Affinity.bind(to: [allowed[0]])
            let team = try Team(count: 2, workerCPUs: [allowed[1]])
            team.forEach { thread in seen.withLock { if thread == 1 { $0.append(Affinity.cpus) } } }
            team.unpinned { seen.withLock { $0.append(Affinity.cpus) } }
            seen.withLock { $0.append(Affinity.cpus) }
        }
        #expect(seen.withLock { $0 } == [[allowed[1]], [allowed[0], allowed[1]], [allowed[0]]])
    }

    /// Its CPUs are its own to change.
    private func onFreshThread(_ body: @escaping @Sendable () throws -> Void) throws {
        let done = DispatchSemaphore(value: 0)
        let outcome = Mutex<(any Error)?>(nil)
        Thread.detachNewThread {
            do { try body() } catch { outcome.withLock { $0 = error } }
            done.signal()
        }
        done.wait()
        if let error = outcome.withLock({ $0 }) { throw error }
    }
}
