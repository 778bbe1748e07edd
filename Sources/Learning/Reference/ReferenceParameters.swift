import Kernels

/// A layer's parameters in FP64, or the gradients by them.
public struct ReferenceParameters: Sendable, Equatable {
    /// In the order that `Layer` says; none for pooling and additions.
    public var weights: [Double]
    /// One an output channel; none for pooling and additions.
    public var bias: [Double]
    /// Which of the weights there are; nil where all are.
    public var mask: [Bool]?

    /// - Parameter mask: as many elements as weights.
    public init(weights: [Double], bias: [Double], mask: [Bool]? = nil) {
        precondition(mask.map { $0.count == weights.count } ?? true, "a mask has an element for each weight")
        self.weights = weights
        self.bias = bias
        self.mask = mask
    }

    /// No parameters.
    public static let none = ReferenceParameters(weights: [], bias: [])

    /// The weights that count: 0 where there is none, whatever ``weights`` holds there.
    public var maskedWeights: [Double] { masked(weights) }

    /// Elements one a weight, with 0 where there is none.
    func masked(_ elements: [Double]) -> [Double] {
        guard let mask else { return elements }
        return zip(elements, mask).map { $1 ? $0 : 0 }
    }
}

extension [Double] {
    /// Consecutive elements, so many for each example.
    func examples(_ batch: Int, of count: Int) -> [ArraySlice<Double>] {
        precondition(self.count == batch * count, "\(batch) examples of \(count) elements are not \(self.count)")
        return (0..<batch).map { self[$0 * count..<($0 + 1) * count] }
    }
}
