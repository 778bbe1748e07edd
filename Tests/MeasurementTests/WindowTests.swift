import Basics
import Testing

@testable import Measurement

@Suite("The window")
struct WindowTests {
    @Test("It calls the body as often as asked and allocates nothing")
    func calls() throws {
        var calls = 0
        var nanoseconds: UInt64 = 0
        let allocations = Allocations.count {
            nanoseconds = window(iterations: 1000) { calls += 1 }
        }
        #expect(calls == 1000)
        #expect(nanoseconds > 0)
        if let unavailable = Allocations.unavailable {
            print("allocations are not counted: \(unavailable)")
        } else {
            #expect(allocations == 0)
        }
    }

    @Test("An allocation in the body is seen", .enabled(if: Allocations.unavailable == nil, "needs glibc's malloc"))
    func seen() throws {
        var kept: [[Int]] = []
        kept.reserveCapacity(20)
        let allocations = Allocations.count {
            _ = window(iterations: 10) { kept.append([Int](repeating: 1, count: 100)) }
        }
        #expect(allocations == 10)
    }

    @Test(
        "What is held and what was held at most are told apart",
        .enabled(if: Allocations.unavailable == nil, "needs glibc's malloc"))
    func heap() throws {
        // Other tests allocate at the same time, which the process's heap shows: one of many observations is undisturbed.
        let kept = 1 << 20..<(1 << 20) + 65_536
        let peak = 3 << 20..<(3 << 20) + 65_536
        let isSeen = (0..<200).contains { _ in
            let (result, heap) = Allocations.heap {
                let passing = [UInt8](repeating: 1, count: 2 << 20)
                return withExtendedLifetime(passing) { [UInt8](repeating: 1, count: 1 << 20) }
            }
            return result.count == 1 << 20 && heap.map { kept.contains($0.kept) && peak.contains($0.peak) } == true
        }
        #expect(isSeen)
    }

    @Test("The thread is pinned where it was asked to be")
    func pinned() throws {
        let allowed = Affinity.cpus
        try #require(!allowed.isEmpty)
        for cpu in allowed {
            let (thread, now) = try MeasuringThread.run(cpu: cpu) { ($0, Affinity.cpus) }
            #expect(thread.cpu == cpu && thread.unpinned == nil)
            #expect(now == [cpu])
        }
        #expect(Affinity.cpus == allowed, "the caller's own set is left alone")
    }

    @Test("A CPU that may not be used is refused with those that may")
    func refused() {
        #expect(throws: MeasurementError.noSuchCPU(4095, allowed: Affinity.cpus)) {
            try MeasuringThread.run(cpu: 4095) { _ in }
        }
    }

    @Test("What the body throws comes out")
    func throwing() {
        struct Sorry: Error {}
        #expect(throws: Sorry.self) {
            try MeasuringThread.run(cpu: nil) { _ in throw Sorry() }
        }
    }
}
