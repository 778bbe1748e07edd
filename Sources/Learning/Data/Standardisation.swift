/// Brings each channel to mean 0 and standard deviation 1 by figures of the training part, which test data get as well:
/// a test part standardised by its own figures would let what is tested leak into the inputs.
public struct Standardisation: Equatable, Sendable {
    /// Mean of each channel.
    public let means: [Double]
    /// Standard deviation of each channel, of the whole population; 1 where a channel is constant.
    public let deviations: [Double]

    /// Takes the figures of a training part.
    public init(fitting examples: Examples) {
        let channels = examples.shape.channels
        let rows = Double(examples.inputs.count / channels)
        var sums = [Double](repeating: 0, count: channels)
        for (place, value) in examples.inputs.enumerated() { sums[place % channels] += Double(value) }
        let means = sums.map { $0 / rows }
        var squares = [Double](repeating: 0, count: channels)
        for (place, value) in examples.inputs.enumerated() {
            let distance = Double(value) - means[place % channels]
            squares[place % channels] += distance * distance
        }
        self.means = means
        deviations = zip(squares, means).map { square, mean in
            // What rounding leaves of a constant is no spread.
            let deviation = (square / rows).squareRoot()
            return deviation > abs(mean) * Double(Float.ulpOfOne) * 0.5 ? deviation : 1
        }
    }

    /// The examples, each channel less its mean and by its deviation.
    /// - Throws: ``DataError/channelsDiffer(expected:actual:)`` where the examples have other channels than those
    ///   fitted.
    ///   ``DataError/notFinite(example:element:value:)`` where a number passes FP32.
    public func applied(to examples: Examples) throws(DataError) -> Examples {
        guard examples.shape.channels == means.count else {
            throw .channelsDiffer(expected: means.count, actual: examples.shape.channels)
        }
        let inputs = examples.inputs.enumerated().map { place, value in
            let channel = place % means.count
            return Float((Double(value) - means[channel]) / deviations[channel])
        }
        return try Examples(
            shape: examples.shape, classes: examples.classes, inputs: inputs, labels: examples.labels)
    }
}
