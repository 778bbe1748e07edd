import Kernels
import Measurement
import Report

/// A bandwidth loop over a working set: how long its arrays are, and how often a call goes over them.
struct BandwidthSweep {
    let loop: BandwidthLoop
    /// Elements of each array.
    let count: Int
    /// Passes of one call.
    let passes: Int

    /// A call moves so many bytes that entering and leaving the loop do not show: a microsecond at least.
    static let leastBytesPerCall = 256 << 10

    /// Elements of one step of the widest loop, so that no sweep has a tail that goes element by element.
    private static let step = 128

    /// - Parameter bytes: of all arrays together, rounded down to whole steps of each; at least a page's worth, as
    ///   still less does not reach the loop's full rate and lies in the same cache.
    init(_ loop: BandwidthLoop, bytes: Int) {
        self.loop = loop
        let elements = max(bytes, 4096) / MemoryLayout<Float>.stride / loop.kind.arrays
        count = elements / Self.step * Self.step
        let onePass = count * loop.kind.arrays * MemoryLayout<Float>.stride
        passes = (Self.leastBytesPerCall + onePass - 1) / onePass
    }

    /// Bytes of all arrays together.
    var byteCount: Int { count * loop.kind.arrays * MemoryLayout<Float>.stride }

    /// What a call computes and moves: each array once a pass, as STREAM counts; triad has a multiply–accumulate an
    /// element.
    var work: Report.Work {
        .init(macs: loop.kind == .triad ? count * passes : 0, bytes: byteCount * passes)
    }

    /// The sweep as a case, each call over the next buffer of the ring.
    func prepared(in ring: BufferRing) -> PreparedCase {
        let cursor = RingCursor(copies: ring.copies)
        let oracle = BandwidthOracle(loop.kind, count: count, passes: passes)
        return PreparedCase(
            call: { loop.run(ring[cursor.advance()], count: count, passes: passes) },
            verify: {
                oracle.fill(ring[0])
                let result = oracle.check(ring[0], sum: loop.run(ring[0], count: count, passes: passes))
                return [.init(name: "elements", passed: result.passed, detail: result.detail)]
            })
    }
}
