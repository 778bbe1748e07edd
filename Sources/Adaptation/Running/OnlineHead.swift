import Learning

/// A fully connected layer on standardised numbers, trained by stochastic gradient descent sample by sample.
struct OnlineHead {
    private(set) var moments: RunningMoments
    private let inputs, outputs: Int
    /// Inputs × outputs, row-major.
    private(set) var weights: [Float]
    private(set) var bias: [Float]
    private var standardised: [Float]
    private var logits: [Float]
    private var gradient: [Float]

    /// Begins with a layer that takes the numbers as they are, and gives what that gives.
    init(weights: [Float], bias: [Float], moments: RunningMoments) {
        self.moments = moments
        (inputs, outputs) = (moments.means.count, bias.count)
        var (scaled, shifted) = (weights, bias)
        for k in 0..<inputs {
            for n in 0..<outputs {
                scaled[k * outputs + n] *= moments.deviation(k)
                shifted[n] += weights[k * outputs + n] * moments.means[k]
            }
        }
        (self.weights, self.bias) = (scaled, shifted)
        standardised = .init(repeating: 0, count: inputs)
        logits = .init(repeating: 0, count: outputs)
        gradient = .init(repeating: 0, count: outputs)
    }

    /// Takes an example into the running moments.
    mutating func notice(_ values: UnsafePointer<Float>) { moments.add(values) }

    /// The outputs for an example.
    mutating func run(_ values: UnsafePointer<Float>, _ result: UnsafeMutablePointer<Float>) {
        for n in 0..<outputs { logits[n] = bias[n] }
        for k in 0..<inputs {
            let value = (values[k] - moments.means[k]) / moments.deviation(k)
            standardised[k] = value
            for n in 0..<outputs { logits[n] += value * weights[k * outputs + n] }
        }
        for n in 0..<outputs { result[n] = logits[n] }
    }

    /// One step down the gradient of an example's cross-entropy. Nothing is allocated.
    /// - Throws: `LossError` for a label that is no class.
    mutating func update(
        _ values: UnsafePointer<Float>, label: UnsafePointer<Int32>, rate: Double, room: UnsafeMutablePointer<Float>
    ) throws(LossError) {
        run(values, room)
        _ = try SoftmaxCrossEntropy(batch: 1, classes: outputs).evaluate(logits: room, labels: label, gradient: room)
        for n in 0..<outputs { gradient[n] = Float(rate) * room[n] }
        for n in 0..<outputs { bias[n] -= gradient[n] }
        for k in 0..<inputs {
            for n in 0..<outputs { weights[k * outputs + n] -= standardised[k] * gradient[n] }
        }
    }
}
