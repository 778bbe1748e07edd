import Kernels

/// Room for labelled inputs, with as many bytes behind them as kernels may read.
final class DeviceInput {
    let inputs: UnsafeMutablePointer<Float>
    let labels: UnsafeMutablePointer<Int32>
    private let width: Int
    private let capacity: Int
    private(set) var count = 0

    init(width: Int, capacity: Int) {
        (self.width, self.capacity) = (width, capacity)
        let floats = width * capacity + TrainingBackends.slack / MemoryLayout<Float>.stride
        inputs = .allocate(capacity: floats)
        inputs.initialize(repeating: 0, count: floats)
        labels = .allocate(capacity: capacity)
        labels.initialize(repeating: 0, count: capacity)
    }

    deinit {
        inputs.deallocate()
        labels.deallocate()
    }

    var isFull: Bool { count == capacity }

    func append(_ input: some Collection<Float>, label: Int) {
        _ = UnsafeMutableBufferPointer(start: inputs + count * width, count: width).update(fromContentsOf: input)
        labels[count] = Int32(label)
        count += 1
    }

    func removeAll() { count = 0 }
}
