import Models
import RealModule

/// The power of a signal by frequency, as decibels: what tells vibrations apart whose phase is by chance.
public struct PowerSpectrum: Sendable {
    /// Samples of a signal, a power of two.
    public let count: Int
    private let twiddles: [(real: Double, imaginary: Double)]

    /// nil where `count` is no power of two from 2 on.
    public init?(count: Int) {
        guard count >= 2, count.nonzeroBitCount == 1 else { return nil }
        self.count = count
        twiddles = (0..<count / 2).map { k in
            let angle = -2 * Double.pi * Double(k) / Double(count)
            return (.cos(angle), .sin(angle))
        }
    }

    /// The power in each of the frequencies 1 ... count/2 of a window, in dB, no lower than −120: by the fast transform of J. W.
    /// Cooley and J. W. Tukey, "An algorithm for the machine calculation of complex Fourier series", Mathematics of Computation
    /// 19, 1965, of the signal times a Hann window.
    public func decibels(of signal: [Float]) -> [Float] {
        var real = [Double](repeating: 0, count: count), imaginary = real
        let shift = Int.bitWidth - count.trailingZeroBitCount
        for (index, sample) in signal.prefix(count).enumerated() {
            let window = 0.5 - 0.5 * Double.cos(2 * .pi * Double(index) / Double(count))
            real[Int(bitPattern: UInt(bitPattern: index).reversedBits >> UInt(shift))] = window * Double(sample)
        }
        var half = 1
        while half < count {
            let step = count / (2 * half)
            for first in stride(from: 0, to: count, by: 2 * half) {
                for k in 0..<half {
                    let (c, s) = twiddles[k * step]
                    let (a, b) = (first + k, first + k + half)
                    let r = c * real[b] - s * imaginary[b], i = c * imaginary[b] + s * real[b]
                    (real[b], imaginary[b]) = (real[a] - r, imaginary[a] - i)
                    (real[a], imaginary[a]) = (real[a] + r, imaginary[a] + i)
                }
            }
            half *= 2
        }
        return (1...count / 2).map { k in
            let power = (real[k] * real[k] + imaginary[k] * imaginary[k]) / Double(count)
            return Float(10 * Double.log10(max(power, 1e-12)))
        }
    }

    /// A signal's spectrum and that of its envelope, the magnitude of what changes from sample to sample: a fault strikes at a low
    /// frequency and rings at a high one (R. B. Randall, J. Antoni, "Rolling element bearing diagnostics — A tutorial", Mechanical
    /// Systems and Signal Processing 25(2), 2011).
    /// - Parameter signal: of ``count`` samples.
    public func withEnvelope(of signal: [Float]) -> [Float] {
        let envelope = zip(signal, signal.dropFirst()).map { ($1 - $0).magnitude } + [0]
        let mean = envelope.reduce(0, +) / Float(count)
        return decibels(of: signal) + decibels(of: envelope.map { $0 - mean })
    }

    /// Signals of one channel by their spectra and those of their envelopes.
    func applied(to examples: Examples) throws(DataError) -> Examples {
        var inputs: [Float] = []
        inputs.reserveCapacity(examples.count * count)
        for index in 0..<examples.count {
            inputs += withEnvelope(of: examples.withInput(index) { Array($0) })
        }
        return try Examples(
            shape: ImageShape(height: count, width: 1, channels: 1), classes: examples.classes, inputs: inputs,
            labels: examples.labels)
    }
}

extension UInt {
    /// The first bit last.
    fileprivate var reversedBits: UInt {
        var (bits, reversed) = (self, UInt(0))
        for _ in 0..<UInt.bitWidth {
            reversed = reversed << 1 | bits & 1
            bits >>= 1
        }
        return reversed
    }
}
