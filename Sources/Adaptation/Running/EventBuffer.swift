import Basics

/// The events that a device holds: those of an unfinished batch, behind them the one that it meets, and those that wait for their
/// labels.
final class EventBuffer {
    /// Those of the batch, one behind the other, with as many bytes behind them as kernels may read.
    let inputs: UnsafeMutablePointer<Float>
    /// One an event of the batch.
    let labels: UnsafeMutablePointer<Int32>
    /// A ring.
    private let waiting: UnsafeMutablePointer<Float>
    private let size: Size
    /// Events of the batch so far; the one that is met stands behind them.
    private(set) var count = 0
    /// Events that waited so far.
    private var exchanged = 0

    /// What it holds.
    struct Size: Equatable {
        /// Numbers of an event.
        var width: Int
        /// Events of a batch.
        var batch = 1
        /// Events that wait for their labels.
        var delay = 0
        /// Bytes behind a batch that kernels may read.
        var slack = 0

        /// Bytes of a batch and its labels.
        var batchByteCount: Int {
            batch * (width * MemoryLayout<Float>.stride + MemoryLayout<Int32>.stride) + slack
        }
        /// Bytes of events that wait.
        var waitingByteCount: Int { delay * width * MemoryLayout<Float>.stride }
    }

    init(_ size: Size) {
        self.size = size
        inputs = .aligned(
            repeating: 0, count: size.width * size.batch + size.slack / MemoryLayout<Float>.stride)
        labels = .aligned(repeating: 0, count: size.batch)
        waiting = .aligned(repeating: 0, count: size.width * size.delay)
    }

    deinit {
        inputs.deallocate()
        labels.deallocate()
        waiting.deallocate()
    }

    var isFull: Bool { count == size.batch }

    private var current: UnsafeMutablePointer<Float> { inputs + count * size.width }

    /// Takes the next event.
    func meet(_ input: some Collection<Float>) {
        _ = UnsafeMutableBufferPointer(start: current, count: size.width).update(fromContentsOf: input)
    }

    /// Has the event that was met wait for its label, and brings back the one whose label comes now; where labels come at once,
    /// that is the same.
    /// - Returns: whether there is one.
    func exchange() -> Bool {
        guard size.delay > 0 else { return true }
        let (own, other) = (current, waiting + exchanged % size.delay * size.width)
        for i in 0..<size.width { (own[i], other[i]) = (other[i], own[i]) }
        exchanged += 1
        return exchanged > size.delay
    }

    /// Takes the event that was met, or came back, into the batch.
    func keep(label: Int) {
        labels[count] = Int32(label)
        count += 1
    }

    /// Begins a batch anew.
    func removeAll() { count = 0 }
}
