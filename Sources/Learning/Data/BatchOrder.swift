import Statistics

/// The order in which training sees examples: an order of its own for each epoch, cut into batches of one size.
///
/// All batches are full, as training plans its memory for one size; what remains of an epoch is left out, which is
/// other examples each time.
public struct BatchOrder: Sendable {
    /// Examples of a batch.
    public let size: Int
    private var order: [Int]
    private var generator: SeededGenerator

    /// Starts with the order of the first epoch.
    /// - Parameters:
    ///   - count: examples of the set.
    ///   - size: examples of a batch, from 1 to `count`.
    ///   - seed: of a run; the same seed gives the same orders.
    /// - Throws: ``DataError/batchSizeOutOfRange(size:examples:)``
    public init(count: Int, size: Int, seed: UInt64) throws(DataError) {
        guard size > 0, size <= count else { throw .batchSizeOutOfRange(size: size, examples: count) }
        self.size = size
        order = Array(0..<count)
        generator = SeededGenerator(seed: seed, stream: "batches")
        shuffle()
    }

    /// Batches of an epoch.
    public var count: Int { order.count / size }

    /// The examples of a batch of this epoch, from 0.
    public subscript(batch: Int) -> ArraySlice<Int> {
        precondition(batch >= 0 && batch < count, "there is no batch \(batch) among \(count)")
        return order[batch * size..<(batch + 1) * size]
    }

    /// Goes on to the next epoch, without allocating.
    public mutating func shuffle() {
        generator.shuffle(&order)
    }
}
