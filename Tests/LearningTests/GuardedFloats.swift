/// Floats in memory whose neighbours on either side tell whether they were written to.
final class GuardedFloats {
    let start: UnsafeMutablePointer<Float>
    private let memory: UnsafeMutableBufferPointer<Float>
    private static let width = 16
    private static let mark: Float = -12_345.678

    init(_ elements: [Float]) {
        memory = .allocate(capacity: elements.count + 2 * Self.width)
        memory.initialize(repeating: Self.mark)
        for (index, element) in elements.enumerated() { memory[Self.width + index] = element }
        start = memory.baseAddress.map { $0 + Self.width } ?? .allocate(capacity: 1)
    }

    deinit { memory.deallocate() }

    var elements: [Float] { Array(memory.dropFirst(Self.width).dropLast(Self.width)) }

    /// Whether nothing was written beside the elements.
    var isIntact: Bool {
        (memory.prefix(Self.width) + memory.suffix(Self.width)).allSatisfy { $0 == Self.mark }
    }
}
