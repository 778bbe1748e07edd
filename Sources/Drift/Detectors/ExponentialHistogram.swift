/// A window of values in buckets: row r holds up to `maxBuckets` of 2^r values each, the newest values in row 0. What
/// a window of W values takes therefore grows with log W.
///
/// Source: M. Datar, A. Gionis, P. Indyk, R. Motwani, "Maintaining stream statistics over sliding windows", SIAM
/// Journal on Computing 31(6), 2002; the variances by B. Babcock, M. Datar, R. Motwani, L. O'Callaghan, "Maintaining
/// variance and k-medians over data stream windows", PODS 2003.
struct ExponentialHistogram: Equatable, Sendable {
    /// Values next to each other in the stream.
    struct Bucket: Equatable, Sendable {
        var total = 0.0
        /// The sum of squared distances from the bucket's mean.
        var variance = 0.0
    }

    /// How many buckets each row holds; from row 0 on. The last row always has some, unless it is row 0.
    private(set) var counts = [0]
    /// Row after row, each with room for one bucket more than it may keep, oldest first; zeros where there is none.
    private var buckets: [Bucket]
    private let maxBuckets: Int

    /// - Parameter maxBuckets: at least 2; of fewer, merging could leave rows empty.
    init(maxBuckets: Int) {
        self.maxBuckets = maxBuckets
        buckets = Array(repeating: Bucket(), count: maxBuckets + 1)
        // So that a stream of a million values allocates nothing on its way.
        let rows = max(1, Int.bitWidth - (Self.foreseen / maxBuckets).leadingZeroBitCount + 1)
        counts.reserveCapacity(rows)
        buckets.reserveCapacity(rows * (maxBuckets + 1))
    }

    /// Values that there is memory for from the beginning.
    private static let foreseen = 1 << 20

    /// Bytes of all rows there are.
    var byteCount: Int {
        counts.count * MemoryLayout<Int>.stride + buckets.count * MemoryLayout<Bucket>.stride
    }

    /// How many values a bucket of a row stands for.
    static func size(row: Int) -> Double { Double(1 << row) }

    /// A row's bucket; the oldest is at 0.
    func bucket(row: Int, at index: Int) -> Bucket { buckets[row * (maxBuckets + 1) + index] }

    /// Puts a value into the newest bucket, and merges the two oldest of each row that has too many.
    mutating func append(_ value: Double) {
        insert(Bucket(total: value), row: 0)
        var row = 0
        while counts[row] > maxBuckets {
            let merged = merge(bucket(row: row, at: 0), bucket(row: row, at: 1), size: Self.size(row: row))
            removeOldest(2, row: row)
            row += 1
            if row == counts.count { addRow() }
            insert(merged, row: row)
        }
    }

    /// Removes the oldest bucket of all.
    /// - Returns: it, and how many values it stood for.
    mutating func removeOldest() -> (bucket: Bucket, size: Double) {
        let row = counts.count - 1
        let oldest = bucket(row: row, at: 0)
        removeOldest(1, row: row)
        if counts[row] == 0, row > 0 {
            counts.removeLast()
            buckets.removeLast(maxBuckets + 1)
        }
        return (oldest, Self.size(row: row))
    }

    /// Removes all, and keeps the memory for what follows.
    mutating func removeAll() {
        counts.removeAll(keepingCapacity: true)
        buckets.removeAll(keepingCapacity: true)
        addRow()
    }

    private func merge(_ older: Bucket, _ newer: Bucket, size: Double) -> Bucket {
        let distance = older.total / size - newer.total / size
        return Bucket(
            total: older.total + newer.total,
            variance: older.variance + newer.variance + size * 0.5 * distance * distance)
    }

    private mutating func addRow() {
        counts.append(0)
        buckets.append(contentsOf: repeatElement(Bucket(), count: maxBuckets + 1))
    }

    private mutating func insert(_ bucket: Bucket, row: Int) {
        buckets[row * (maxBuckets + 1) + counts[row]] = bucket
        counts[row] += 1
    }

    private mutating func removeOldest(_ count: Int, row: Int) {
        let first = row * (maxBuckets + 1)
        let end = first + counts[row]
        for index in first..<end - count { buckets[index] = buckets[index + count] }
        for index in end - count..<end { buckets[index] = Bucket() }
        counts[row] -= count
    }
}
