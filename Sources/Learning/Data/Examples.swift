import Models

/// A labelled set of examples of one shape, in one flat buffer.
public struct Examples: Equatable, Sendable {
    /// Form of one example, channels last; a window of a signal is as high as its samples and 1 wide.
    public let shape: ImageShape
    /// Names of the classes; a label is a place in here.
    public let classes: [String]
    /// The examples one after the other: ``count`` × `shape.count` finite numbers.
    public let inputs: [Float]
    /// The class of each example.
    public let labels: [Int]

    /// Number of examples, at least 1.
    public var count: Int { labels.count }

    /// - Throws: ``DataError`` where there is no example or class, the shape is empty, the counts do not fit, a number
    ///   is infinite or NaN, or a label names no class.
    public init(shape: ImageShape, classes: [String], inputs: [Float], labels: [Int]) throws(DataError) {
        guard shape.height > 0, shape.width > 0, shape.channels > 0 else { throw .shapeEmpty(shape) }
        guard !classes.isEmpty else { throw .classesMissing }
        guard !labels.isEmpty else { throw .examplesMissing }
        guard inputs.count == labels.count * shape.count else {
            throw .inputCountDiffers(expected: labels.count * shape.count, actual: inputs.count)
        }
        if let example = labels.firstIndex(where: { !classes.indices.contains($0) }) {
            throw .labelOutOfRange(example: example, label: labels[example], classes: classes.count)
        }
        if let place = inputs.firstIndex(where: { !$0.isFinite }) {
            throw .notFinite(example: place / shape.count, element: place % shape.count, value: inputs[place])
        }
        self.init(checked: shape, classes: classes, inputs: inputs, labels: labels)
    }

    /// Of what has been checked.
    init(checked shape: ImageShape, classes: [String], inputs: [Float], labels: [Int]) {
        self.shape = shape
        self.classes = classes
        self.inputs = inputs
        self.labels = labels
    }

    /// Lends the `shape.count` numbers of one example, which lie in ``inputs``.
    public func withInput<Result>(
        _ index: Int, _ body: (UnsafeBufferPointer<Float>) throws -> Result
    ) rethrows -> Result {
        precondition(labels.indices.contains(index), "there is no example \(index) among \(count)")
        return try inputs.withUnsafeBufferPointer { all in
            try body(UnsafeBufferPointer(rebasing: all[index * shape.count..<(index + 1) * shape.count]))
        }
    }

    /// Copies a batch, its examples one after the other, without allocating.
    /// - Parameters:
    ///   - indices: the examples.
    ///   - inputs: takes `indices.count` × `shape.count` numbers.
    ///   - labels: takes `indices.count` labels.
    public func copy(
        _ indices: some Collection<Int>, inputs target: UnsafeMutableBufferPointer<Float>,
        labels targetLabels: UnsafeMutableBufferPointer<Int>
    ) {
        precondition(target.count >= indices.count * shape.count, "the batch's inputs do not fit into their buffer")
        precondition(targetLabels.count >= indices.count, "the batch's labels do not fit into their buffer")
        for (place, index) in indices.enumerated() {
            withInput(index) { input in
                _ = UnsafeMutableBufferPointer(rebasing: target[(place * shape.count)...]).update(fromContentsOf: input)
            }
            targetLabels[place] = labels[index]
        }
    }

    /// Some of the examples, in the order given.
    /// - Throws: ``DataError/examplesMissing`` where there are none.
    public func selecting(_ indices: [Int]) throws(DataError) -> Examples {
        guard !indices.isEmpty else { throw .examplesMissing }
        var selected: [Float] = []
        selected.reserveCapacity(indices.count * shape.count)
        for index in indices { withInput(index) { selected += $0 } }
        return Examples(checked: shape, classes: classes, inputs: selected, labels: indices.map { labels[$0] })
    }
}
