/// Numbers in memory of their own, all 0 at first.
final class FloatMemory {
    let start: UnsafeMutablePointer<Float>

    init(count: Int) {
        start = .allocate(capacity: max(1, count))
        start.initialize(repeating: 0, count: max(1, count))
    }

    deinit { start.deallocate() }
}
