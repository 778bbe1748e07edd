/// Elements in buckets, each a run of successive elements with numbers of its own, walked in tiles that stay in the first-level
/// cache.
struct Buckets {
    /// Elements of a tile: whole bytes in every width of packed bits.
    static let tile = 4096

    let elements: Int
    /// Elements of a bucket; the last may have fewer.
    let size: Int
    /// How many there are.
    let count: Int

    /// - Parameter size: 0 for one bucket with all elements.
    init(elements: Int, size: Int) {
        self.elements = elements
        self.size = size == 0 ? max(elements, 1) : size
        count = (elements + self.size - 1) / self.size
    }

    /// The elements of a bucket.
    func range(_ bucket: Int) -> Range<Int> { bucket * size..<min((bucket + 1) * size, elements) }

    /// Walks the elements of a range of elements bucket by bucket.
    func inBuckets(
        _ range: Range<Int>, _ body: (_ bucket: Int, _ part: Range<Int>) throws(CompressionError) -> Void
    ) throws(CompressionError) {
        var at = range.lowerBound
        while at < range.upperBound {
            let bucket = at / size
            let end = min((bucket + 1) * size, range.upperBound)
            try body(bucket, at..<end)
            at = end
        }
    }
}

/// Walks so many elements tile by tile.
func inTiles(
    of count: Int, _ body: (_ part: Range<Int>) throws(CompressionError) -> Void
) throws(CompressionError) {
    var at = 0
    while at < count {
        let end = min(at + Buckets.tile, count)
        try body(at..<end)
        at = end
    }
}
