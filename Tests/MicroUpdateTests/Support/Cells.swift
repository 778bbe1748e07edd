/// Values in memory of their own, whose neighbours on either side tell whether they were written to.
final class Cells<Element: BitwiseCopyable & Equatable> {
    let start: UnsafeMutablePointer<Element>
    private let memory: UnsafeMutableBufferPointer<Element>
    private let count: Int
    private let mark: Element
    private static var width: Int { 16 }

    /// - Parameter mark: what lies beside the values.
    init(_ elements: [Element], mark: Element) {
        (count, self.mark) = (elements.count, mark)
        memory = .allocate(capacity: elements.count + 2 * Self.width)
        memory.initialize(repeating: mark)
        for (index, element) in elements.enumerated() { memory[Self.width + index] = element }
        start = memory.baseAddress.map { $0 + Self.width } ?? .allocate(capacity: 1)
    }

    deinit { memory.deallocate() }

    var elements: [Element] {
        get { Array(memory[Self.width..<Self.width + count]) }
        set { for (index, element) in newValue.enumerated() { start[index] = element } }
    }

    /// Whether nothing was written beside the values.
    var isIntact: Bool {
        (memory.prefix(Self.width) + memory.suffix(Self.width)).allSatisfy { $0 == mark }
    }
}

extension Cells where Element: ExpressibleByIntegerLiteral {
    convenience init(_ elements: [Element]) { self.init(elements, mark: 99) }

    /// So many zeros.
    convenience init(zeros count: Int) { self.init(.init(repeating: 0, count: count)) }
}
