import Measurement

extension LayerConditions {
    /// The case that `prepare` makes, with its memory. A cold case's copies are the benchmark's, not the workload's: it has
    /// no such figures.
    func withMemory(_ prepare: () throws -> HeldCase) rethrows -> PreparedCase {
        cache == .warm ? try HeldCase.observed(prepare) : try prepare().prepared
    }

    /// Copies of the buffers that one call reads. One when warm; when cold so many that they are twice the last-level cache,
    /// as caches do not evict strictly in order.
    func copies(of bytes: [Int], lastLevelCacheBytes: Int) -> Int {
        guard cache == .cold else { return 1 }
        let one = bytes.reduce(0) { $0 + BufferRing.byteCount(of: $1, copies: 1) }
        return (2 * lastLevelCacheBytes + one - 1) / one + 1
    }
}
