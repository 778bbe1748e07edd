import Foundation
import Statistics

/// How far outputs are from the real ones, summed up over as many as are added.
public struct OutputError: Sendable, Equatable {
    /// Σ y² and Σ (y − ŷ)² of each output.
    private var parts: [Part] = []
    /// The largest |y − ŷ|.
    public private(set) var largest = 0.0

    private struct Part: Equatable {
        var signal = 0.0
        var noise = 0.0

        /// 10·log10(signal / noise); infinite without any noise.
        var ratio: Double { noise > 0 ? 10 * log10(signal / noise) : .infinity }

        static func += (sum: inout Part, part: Part) {
            sum.signal += part.signal
            sum.noise += part.noise
        }
    }

    /// Of no outputs yet.
    public init() {}

    /// Outputs that were added.
    public var count: Int { parts.count }

    /// Adds an output: what its elements should be and what they are.
    public mutating func add(_ expected: [Double], _ actual: (Int) -> Double) {
        var part = Part()
        for (index, y) in expected.enumerated() {
            let error = y - actual(index)
            part.signal += y * y
            part.noise += error * error
            largest = max(largest, error.magnitude)
        }
        parts.append(part)
    }

    /// Signal-to-noise ratio in dB: 10·log10(Σ y² / Σ (y − ŷ)²); infinite without any error.
    public var sqnr: Double { parts.reduce(into: Part(), +=).ratio }

    /// What ``sqnr`` would be over other outputs of the same kind: a percentile interval of `confidence`, a fraction, from
    /// outputs resampled with replacement (B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, section
    /// 13.3). nil for fewer than 20 outputs, whose resamples are too alike, and without any error.
    public func sqnrInterval(confidence: Double, seed: UInt64 = 0) -> ClosedRange<Double>? {
        let resamples = 500
        guard count >= 20, sqnr.isFinite else { return nil }
        var generator = SeededGenerator(seed: seed, stream: "outputs")
        let ratios = (0..<resamples).map { _ in
            (0..<count).reduce(into: Part()) { sum, _ in sum += parts[generator.integer(below: count)] }.ratio
        }
        let tail = (1 - confidence) / 2
        return (try? SortedSamples(ratios)).map { $0.quantile(tail)...$0.quantile(1 - tail) }
    }
}
