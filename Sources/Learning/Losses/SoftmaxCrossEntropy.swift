import RealModule

/// The mean over a batch of −log p[label] with p = softmax(z), in FP32: stable for logits of any size, as the largest of an
/// example is subtracted from all.
///
/// Exponentials are FP32, sums FP64. The value errs by about u·(1 + range of an example's logits) with u = 2⁻²⁴, each element of
/// the gradient by (8 + range)·2⁻²³/batch at most. An example with NaN or +∞ among its logits, or
/// nothing but −∞, makes the value and its part of the gradient NaN; −∞ elsewhere is a class of probability 0.
///
/// Source: I. Goodfellow, Y. Bengio, A. Courville, "Deep Learning", 2016, sections 4.1 and 6.2.2.3.
public struct SoftmaxCrossEntropy: Sendable {
    /// Examples.
    public let batch: Int
    /// Logits of an example, at least 1.
    public let classes: Int

    /// The loss of so many examples of so many classes.
    public init(batch: Int, classes: Int) {
        self.batch = batch
        self.classes = classes
    }

    /// The loss in nats, and its gradient (p − onehot)/batch. Nothing is allocated.
    /// - Parameters:
    ///   - logits: batch×classes.
    ///   - labels: one an example.
    ///   - gradient: batch×classes, written; may be the logits' own buffer. nil leaves it out.
    /// - Returns: 0 for no examples.
    /// - Throws: ``LossError/labelOutOfRange(example:label:classes:)`` before anything is written.
    public func evaluate(
        logits: UnsafePointer<Float>, labels: UnsafePointer<Int32>, gradient: UnsafeMutablePointer<Float>?
    ) throws(LossError) -> Double {
        for example in 0..<batch where !(0..<classes).contains(Int(labels[example])) {
            throw .labelOutOfRange(example: example, label: Int(labels[example]), classes: classes)
        }
        var sum = 0.0
        for example in 0..<batch {
            sum += evaluate(
                logits + example * classes, label: Int(labels[example]), gradient.map { $0 + example * classes })
        }
        return batch == 0 ? 0 : sum / Double(batch)
    }

    /// −log p[label] of one example.
    private func evaluate(
        _ logits: UnsafePointer<Float>, label: Int, _ gradient: UnsafeMutablePointer<Float>?
    ) -> Double {
        var largest = -Float.infinity
        for i in 0..<classes { largest = max(largest, logits[i]) }
        let distance = Double(largest) - Double(logits[label])
        var sum = 0.0
        for i in 0..<classes {
            let exponential = Float.exp(logits[i] - largest)
            sum += Double(exponential)
            gradient?[i] = exponential
        }
        if let gradient {
            let share = Float(1 / (sum * Double(batch)))
            for i in 0..<classes { gradient[i] *= share }
            gradient[label] -= 1 / Float(batch)
        }
        return Double.log(sum) + distance
    }
}
