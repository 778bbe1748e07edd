import RealModule
import Statistics

extension SeededGenerator {
    /// A number from the uniform distribution on a range.
    mutating func uniform(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * uniform()
    }

    /// A number from the normal distribution.
    mutating func normal(_ mean: Double, _ deviation: Double) -> Double {
        mean + deviation * gaussian()
    }

    /// A phase from the uniform distribution on 0 ..< 2π.
    mutating func phase() -> Double {
        2 * .pi * uniform()
    }
}

/// Adds white Gaussian noise whose power is that of the signal, its mean aside, less a ratio in dB.
func addNoise(to signal: inout [Double], ratio: Double, using generator: inout SeededGenerator) {
    let mean = signal.reduce(0, +) / Double(signal.count)
    let power = signal.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(signal.count)
    let deviation = (power / .exp10(ratio / 10)).squareRoot()
    for index in signal.indices { signal[index] += deviation * generator.gaussian() }
}
