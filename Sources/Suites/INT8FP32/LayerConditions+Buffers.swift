import Measurement
import Report

extension LayerConditions {
    /// Copies of the buffers that one call reads. One when warm; when cold so many that they are twice the last-level cache,
    /// as caches do not evict strictly in order.
    func copies(of bytes: [Int], lastLevelCacheBytes: Int) -> Int {
        guard cache == .cold else { return 1 }
        let one = bytes.reduce(0) { $0 + BufferRing.byteCount(of: $1, copies: 1) }
        return (2 * lastLevelCacheBytes + one - 1) / one + 1
    }

    /// The case that `prepare` makes, with the most memory it allocated meanwhile. A cold case's copies are the
    /// benchmark's, not the workload's, so it has no such figure.
    func withPeakMemory(_ prepare: () throws -> PreparedCase) rethrows -> PreparedCase {
        var (prepared, bytes) = try Allocations.peak(in: prepare)
        if cache == .warm {
            prepared.metrics["memory.peak"] =
                bytes.map { .exact(Double($0), "B", .lower, .measured) }
                ?? .unavailable(unit: "B", reason: Allocations.unavailable ?? "")
        }
        return prepared
    }
}
