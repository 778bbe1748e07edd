import Foundation

/// How far an output is from the real one, summed up over as many elements as are added.
public struct OutputError: Sendable, Equatable {
    private var signal = 0.0
    private var noise = 0.0
    /// The largest |y − ŷ|.
    public private(set) var largest = 0.0

    /// Of no elements yet.
    public init() {}

    /// Adds elements: what they should be and what they are.
    public mutating func add(_ expected: [Double], _ actual: (Int) -> Double) {
        for (index, y) in expected.enumerated() {
            let error = y - actual(index)
            signal += y * y
            noise += error * error
            largest = max(largest, error.magnitude)
        }
    }

    /// Signal-to-noise ratio in dB: 10·log10(Σ y² / Σ (y − ŷ)²); infinite without any error.
    public var sqnr: Double { noise > 0 ? 10 * log10(signal / noise) : .infinity }
}
