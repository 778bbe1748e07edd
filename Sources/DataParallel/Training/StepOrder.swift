import Learning

/// Which examples each worker takes in each step: its part of a batch of all workers, in an order that all of them
/// know.
struct StepOrder {
    private var order: BatchOrder
    private let batch: Int
    /// The batch of this step; −1 before the first.
    private var at = -1

    init(_ training: ParallelTraining) throws(DataError) {
        batch = training.batch
        order = try BatchOrder(
            count: training.training.count, size: training.workers * training.batch, seed: training.seed)
    }

    /// Goes on to the next step.
    mutating func next() {
        at += 1
        guard at == order.count else { return }
        order.shuffle()
        at = 0
    }

    /// A worker's examples.
    func part(of rank: Int) -> ArraySlice<Int> { order[at].dropFirst(rank * batch).prefix(batch) }
}
