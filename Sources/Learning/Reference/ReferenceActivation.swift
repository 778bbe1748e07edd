/// A clamped activation in FP64: y = min(max(x, low), high); ReLU is 0 ... ∞.
public struct ReferenceActivation: Sendable {
    /// What outputs are kept within.
    public let bounds: ClosedRange<Double>

    /// The activation of these bounds.
    public init(_ bounds: ClosedRange<Double>) {
        self.bounds = bounds
    }

    /// y, element by element; NaN stays NaN.
    public func output(_ x: [Double]) -> [Double] {
        x.map { $0 < bounds.lowerBound ? bounds.lowerBound : $0 > bounds.upperBound ? bounds.upperBound : $0 }
    }

    /// dX: dY where the output lies strictly inside the bounds, and 0 elsewhere, NaN among it.
    /// - Parameters:
    ///   - dY: gradients by the output.
    ///   - y: the outputs.
    public func inputGradient(_ dY: [Double], output y: [Double]) -> [Double] {
        zip(dY, y).map { bounds.lowerBound < $1 && $1 < bounds.upperBound ? $0 : 0 }
    }
}
