import RealModule

/// The mean over N elements of −y·log σ(z) − (1 − y)·log(1 − σ(z)), in FP32 from logits z: stable for logits of any size, as
/// max(z, 0) − z·y + log(1 + exp(−|z|)).
///
/// Elements err by a few units in the last place of FP32, their sum is FP64. NaN stays NaN; a logit of ±∞ costs nothing where its
/// target is 1 or 0 of the same side, and otherwise ∞.
///
/// Source: the stable form is that of TensorFlow's `sigmoid_cross_entropy_with_logits`; I. Goodfellow, Y. Bengio, A. Courville,
/// "Deep Learning", 2016, section 6.2.2.2.
public struct BinaryCrossEntropy: Sendable {
    /// Elements of outputs and targets: examples times outputs of an example.
    public let count: Int

    /// The loss of so many elements.
    public init(count: Int) {
        self.count = count
    }

    /// The loss in nats, and its gradient (σ(z) − y)/N. Nothing is allocated.
    /// - Parameters:
    ///   - logits: z.
    ///   - targets: y in 0 ... 1.
    ///   - gradient: written; may be the logits' own buffer. nil leaves it out.
    /// - Returns: 0 for no elements.
    public func evaluate(
        logits: UnsafePointer<Float>, targets: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>?
    ) -> Double {
        var sum = 0.0
        let share = 1 / Float(count)
        for i in 0..<count {
            let (z, y) = (logits[i], targets[i])
            let decay = Float.exp(-z.magnitude)
            // max(z, 0) − z·y, where ∞·0 would be NaN.
            let wrong = z > 0 ? 1 - y : y
            let linear = z.isInfinite && wrong == 0 ? 0 : z.magnitude * wrong
            sum += Double(linear + Float.log(onePlus: decay))
            let probability = (z < 0 ? decay : 1) / (1 + decay)
            gradient?[i] = (probability - y) * share
        }
        return count == 0 ? 0 : sum / Double(count)
    }
}
