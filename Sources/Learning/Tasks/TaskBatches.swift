import Kernels

/// A set's examples, batch after batch, in another order in each pass.
struct TaskBatches {
    private let examples: Examples
    private var order: BatchOrder
    private var at = 0
    private(set) var inputs: [Float]
    private(set) var labels: [Int32]

    init(_ examples: Examples, size: Int, seed: UInt64) throws(DataError) {
        self.examples = examples
        order = try BatchOrder(count: examples.count, size: size, seed: seed)
        // Kernels may read beyond the end.
        inputs = .init(
            repeating: 0, count: size * examples.shape.count + TrainingBackends.slack / MemoryLayout<Float>.stride)
        labels = .init(repeating: 0, count: size)
    }

    mutating func next() {
        if at == order.count {
            order.shuffle()
            at = 0
        }
        for (place, index) in order[at].enumerated() {
            let count = examples.shape.count
            examples.withInput(index) { input in
                for i in 0..<count { inputs[place * count + i] = input[i] }
            }
            labels[place] = Int32(examples.labels[index])
        }
        at += 1
    }
}
