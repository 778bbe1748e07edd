import RealModule

/// A loss in FP64: its value, and its gradient by what it was computed from.
public struct ReferenceLoss: Sendable {
    /// The mean over the batch, in nats for the two entropies.
    public let value: Double
    /// As many elements as the outputs that the loss was computed from.
    public let gradient: [Double]

    /// A loss computed elsewhere.
    public init(value: Double, gradient: [Double]) {
        self.value = value
        self.gradient = gradient
    }

    /// The mean over all examples of −log p[label] with p = softmax(logits), by log p = z − log Σ exp z; gradient (p − onehot)/B.
    ///
    /// Source: I. Goodfellow, Y. Bengio, A. Courville, "Deep Learning", 2016, sections 4.1 and 6.2.2.3.
    /// - Parameters:
    ///   - logits: `classes` for each example.
    ///   - labels: one an example, in 0 ..< classes.
    public static func softmaxCrossEntropy(_ logits: [Double], labels: [Int]) -> ReferenceLoss {
        let batch = labels.count
        let classes = logits.count / batch
        var value = 0.0
        var gradient: [Double] = []
        for (z, label) in zip(logits.examples(batch, of: classes), labels) {
            let z = Array(z)
            let largest = z.max() ?? 0
            let logSum = largest + .log(z.reduce(0) { $0 + .exp($1 - largest) })
            value += (logSum - z[label]) / Double(batch)
            gradient += z.enumerated().map { (.exp($1 - logSum) - ($0 == label ? 1 : 0)) / Double(batch) }
        }
        return ReferenceLoss(value: value, gradient: gradient)
    }

    /// The mean over all elements of −y·log σ(z) − (1 − y)·log(1 − σ(z)), by −log σ(z) = log(1 + exp(−z)); gradient (σ(z) − y)/N.
    ///
    /// Source: I. Goodfellow, Y. Bengio, A. Courville, "Deep Learning", 2016, sections 3.10 and 6.2.2.2.
    /// - Parameters:
    ///   - logits: z of each element.
    ///   - targets: y in 0 ... 1, as many.
    public static func binaryCrossEntropy(_ logits: [Double], targets: [Double]) -> ReferenceLoss {
        let count = Double(logits.count)
        return ReferenceLoss(
            value: zip(logits, targets).reduce(0) { sum, pair in
                sum + (pair.1 * softplus(-pair.0) + (1 - pair.1) * softplus(pair.0)) / count
            },
            gradient: zip(logits, targets).map { (.exp(-softplus(-$0)) - $1) / count })
    }

    /// log(1 + exp z), which is z + log(1 + exp(−z)) too.
    private static func softplus(_ z: Double) -> Double {
        max(z, 0) + .log(onePlus: .exp(-z.magnitude))
    }

    /// The mean over all elements of (x − t)²; gradient 2·(x − t)/N.
    /// - Parameters:
    ///   - outputs: x of each element.
    ///   - targets: as many.
    public static func meanSquaredError(_ outputs: [Double], targets: [Double]) -> ReferenceLoss {
        let count = Double(outputs.count)
        let differences = zip(outputs, targets).map { $0 - $1 }
        return ReferenceLoss(
            value: differences.reduce(0) { $0 + $1 * $1 } / count, gradient: differences.map { 2 * $0 / count })
    }
}
