import Basics
import Learning

/// A fully connected layer on standardised numbers, trained by stochastic gradient descent sample by sample. Not safe for
/// concurrent use.
final class OnlineHead {
    private(set) var moments: RunningMoments
    private let inputCount, outputCount: Int
    /// Inputs × outputs, row-major.
    private let weights: UnsafeMutablePointer<Float>
    private let bias: UnsafeMutablePointer<Float>
    private let standardised: UnsafeMutablePointer<Float>
    private let logits: UnsafeMutablePointer<Float>
    private let gradient: UnsafeMutablePointer<Float>

    /// Begins with a layer that takes the numbers as they are, and gives what that gives.
    init(weights: [Float], bias: [Float], moments: RunningMoments) {
        self.moments = moments
        (inputCount, outputCount) = (moments.means.count, bias.count)
        self.weights = .aligned(repeating: 0, count: weights.count)
        self.bias = .aligned(repeating: 0, count: outputCount)
        standardised = .aligned(repeating: 0, count: inputCount)
        logits = .aligned(repeating: 0, count: outputCount)
        gradient = .aligned(repeating: 0, count: outputCount)
        for n in 0..<outputCount { self.bias[n] = bias[n] }
        for k in 0..<inputCount {
            for n in 0..<outputCount {
                let place = k * outputCount + n
                self.weights[place] = weights[place] * moments.deviation(k)
                self.bias[n] += weights[place] * moments.means[k]
            }
        }
    }

    deinit {
        for memory in [weights, bias, standardised, logits, gradient] { memory.deallocate() }
    }

    /// Takes an example into the running moments.
    func notice(_ values: UnsafePointer<Float>) { moments.add(values) }

    /// The outputs for an example, which stay until the next call.
    func run(_ values: UnsafePointer<Float>) -> UnsafePointer<Float> {
        let moments = moments
        for n in 0..<outputCount { logits[n] = bias[n] }
        for k in 0..<inputCount {
            let value = (values[k] - moments.means[k]) / moments.deviation(k)
            standardised[k] = value
            for n in 0..<outputCount { logits[n] += value * weights[k * outputCount + n] }
        }
        return UnsafePointer(logits)
    }

    /// One step down the gradient of an example's cross-entropy. Nothing is allocated.
    /// - Throws: `LossError` for a label that is no class.
    func update(
        _ values: UnsafePointer<Float>, label: UnsafePointer<Int32>, rate: Double
    ) throws(LossError) {
        _ = try SoftmaxCrossEntropy(batch: 1, classes: outputCount).evaluate(
            logits: run(values), labels: label, gradient: gradient)
        for n in 0..<outputCount { gradient[n] *= Float(rate) }
        for n in 0..<outputCount { bias[n] -= gradient[n] }
        for k in 0..<inputCount {
            for n in 0..<outputCount { weights[k * outputCount + n] -= standardised[k] * gradient[n] }
        }
    }

    /// As they are now.
    var parameters: (weights: [Float], bias: [Float]) {
        (
            Array(UnsafeBufferPointer(start: weights, count: inputCount * outputCount)),
            Array(UnsafeBufferPointer(start: bias, count: outputCount))
        )
    }

    /// Bytes of parameters, and of what is standardised and made of it.
    var parameterByteCount: Int { (inputCount + 1) * outputCount * MemoryLayout<Float>.stride }
    var tensorByteCount: Int { (inputCount + outputCount) * MemoryLayout<Float>.stride }
    var gradientByteCount: Int { outputCount * MemoryLayout<Float>.stride }
}
