/// The mean over N elements of (x − t)², in FP32, summed in FP64. NaN and infinities go the way of IEEE 754.
public struct MeanSquaredError: Sendable {
    /// Elements of outputs and targets: examples times outputs of an example.
    public let count: Int

    /// The loss of so many elements.
    public init(count: Int) {
        self.count = count
    }

    /// The loss, and its gradient 2·(x − t)/N. Nothing is allocated.
    /// - Parameters:
    ///   - outputs: x.
    ///   - targets: t.
    ///   - gradient: written; may be the outputs' own buffer. nil leaves it out.
    /// - Returns: 0 for no elements.
    public func evaluate(
        outputs: UnsafePointer<Float>, targets: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>?
    ) -> Double {
        var sum = 0.0
        let factor = 2 / Float(count)
        for i in 0..<count {
            let difference = outputs[i] - targets[i]
            sum += Double(difference) * Double(difference)
            gradient?[i] = difference * factor
        }
        return count == 0 ? 0 : sum / Double(count)
    }
}
