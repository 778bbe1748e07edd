import Models

/// One labelled example.
public struct LabelledExample: Equatable, Sendable {
    /// The numbers, in the order of a shape with channels last.
    public let input: [Float]
    /// Place of the class in its list.
    public let label: Int

    /// Memberwise.
    public init(input: [Float], label: Int) {
        self.input = input
        self.label = label
    }
}

/// Examples without end from a published model, made when asked for.
///
/// An example is a function of the stream's seed, its source and its index alone: the same everywhere and in any
/// order (up to the last bits of the platform's elementary functions). A *source* is a person or a machine with traits
/// of its own, so that a model can be trained on some and adapted to others.
public protocol ExampleStream: Sendable {
    /// Form of an example.
    var shape: ImageShape { get }
    /// Names of the classes; each is as frequent as the others.
    var classes: [String] { get }
    /// The example at an index of a source, both from 0.
    func example(_ index: Int, of source: Int) -> LabelledExample
}

extension ExampleStream {
    /// The examples `0 ..< count` of each of the sources, a source after the other.
    /// - Throws: ``DataError/examplesMissing`` where there would be none.
    public func examples(of sources: Range<Int>, count: Int) throws(DataError) -> Examples {
        let total = sources.count * max(count, 0)
        var inputs: [Float] = []
        var labels: [Int] = []
        inputs.reserveCapacity(total * shape.count)
        labels.reserveCapacity(total)
        for source in sources {
            for index in 0..<max(count, 0) {
                let example = example(index, of: source)
                inputs += example.input
                labels.append(example.label)
            }
        }
        return try Examples(shape: shape, classes: classes, inputs: inputs, labels: labels)
    }
}
