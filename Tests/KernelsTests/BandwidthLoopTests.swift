import EmulatedKernels
import Statistics
import TestSupport
import Testing

@testable import Kernels

@Suite("Bandwidth loops")
struct BandwidthLoopTests {
    /// All that run here, and sixteen lanes as the compiler splits them.
    static let loops =
        BandwidthLoop.all.filter { $0.unavailable == nil }
        + BandwidthLoop.Kind.allCases.map { BandwidthLoop($0, "avx512 (split)", [], ck_emulated_bandwidth_avx512) }

    /// A call on filled arrays, with a chance to do something wrong.
    private func verdict(
        _ loop: BandwidthLoop, count: Int, passes: Int = 1, side: GuardedBuffer.Guard = .after,
        bug: (inout UInt32, UnsafeMutablePointer<Float>) -> Void = { _, _ in }
    ) throws -> OracleResult {
        let buffer = try GuardedBuffer(
            count: loop.kind.arrays * count * MemoryLayout<Float>.stride, guarded: side)
        let oracle = BandwidthOracle(loop.kind, count: count, passes: passes)
        oracle.fill(buffer.start)
        var sum = loop.run(buffer.start, count: count, passes: passes)
        bug(&sum, buffer.start.assumingMemoryBound(to: Float.self))
        return oracle.check(buffer.start, sum: sum)
    }

    @Test("Every length and number of passes gives what the oracle expects, and nothing outside is touched")
    func randomLengths() throws {
        var generator = SeededGenerator(for: "lengths of bandwidth loops")
        let short = Array(0...40) + [63, 64, 65, 127, 128, 129, 255, 256, 257]
        let lengths = short + (0..<40).map { _ in Int(generator.uniform() * 3000) }
        for loop in Self.loops {
            for count in lengths {
                for side in [GuardedBuffer.Guard.after, .before] {
                    let passes = 1 + Int(generator.uniform() * 3)
                    let result = try verdict(loop, count: count, passes: passes, side: side)
                    #expect(result.passed, "\(loop.name), \(count) elements, \(passes) passes: \(result.detail)")
                }
            }
        }
    }

    @Test("A loop that ends early, shifts, or spoils its sources is caught", arguments: loops.map(\.name))
    func seededBugs(name: String) throws {
        let loop = try #require(Self.loops.first { $0.name == name })
        let count = 333
        #expect(try verdict(loop, count: count).passed)
        // A call that leaves the last element out.
        let buffer = try GuardedBuffer(count: loop.kind.arrays * count * 4)
        let oracle = BandwidthOracle(loop.kind, count: count, passes: 1)
        oracle.fill(buffer.start)
        if loop.kind.arrays == 1 {
            let sum = loop.run(buffer.start, count: count - 1, passes: 1)
            #expect(!oracle.check(buffer.start, sum: sum).passed, "the last element is left out")
        }
        if loop.kind == .read {
            #expect(try !verdict(loop, count: count) { sum, _ in sum &+= 1 }.passed, "the sum is off by one")
            oracle.fill(buffer.start)
            let twice = loop.run(buffer.start, count: count, passes: 2)
            #expect(!oracle.check(buffer.start, sum: twice).passed, "a pass too many")
        } else {
            for index in [0, count - 1] {
                #expect(
                    try !verdict(loop, count: count) { _, elements in elements[index] += 1 }.passed,
                    "element \(index)")
            }
            #expect(
                try !verdict(loop, count: count) { _, elements in
                    let first = elements[0]
                    for index in 1..<count { elements[index - 1] = elements[index] }
                    elements[count - 1] = loop.kind == .write ? first + 1 : first
                }.passed, "the results are shifted")
        }
        if loop.kind.arrays > 1 {
            let last = loop.kind.arrays * count - 1
            #expect(
                try !verdict(loop, count: count) { _, elements in elements[last] = 0.5 }.passed, "a source is spoilt")
        }
    }

    @Test("Each kind has its loops once, and what is missing is named")
    func registry() throws {
        let names = BandwidthLoop.all.map(\.name)
        #expect(Set(names).count == names.count)
        for kind in BandwidthLoop.Kind.allCases {
            #expect(names.contains("\(kind.rawValue)/baseline"))
            let best = BandwidthLoop.best(kind)
            #expect(best.kind == kind && best.unavailable == nil)
        }
        for loop in BandwidthLoop.all {
            let missing = loop.features.first { !CPUFeature.detected.contains($0) }
            #expect((loop.unavailable == nil) == (missing == nil))
            if let missing { #expect(loop.unavailable?.contains(missing.rawValue) == true) }
        }
    }
}
