import Foundation

/// The power of a series at a frequency, by the Fourier sum at that frequency, its mean aside; 1 for a cosine of
/// amplitude 2.
func power(of signal: [Double], at frequency: Double, rate: Double) -> Double {
    let mean = signal.reduce(0, +) / Double(signal.count)
    var real = 0.0
    var imaginary = 0.0
    for (sample, value) in signal.enumerated() {
        let angle = 2 * Double.pi * frequency * Double(sample) / rate
        real += (value - mean) * cos(angle)
        imaginary += (value - mean) * sin(angle)
    }
    let count = Double(signal.count)
    return (real * real + imaginary * imaginary) / (count * count)
}

/// The frequency of the greatest power.
func peak(of signal: [Double], in range: ClosedRange<Double>, step: Double, rate: Double) -> Double {
    peak(in: range, step: step) { power(of: signal, at: $0, rate: rate) }
}

/// Where a function is greatest.
func peak(in range: ClosedRange<Double>, step: Double, _ value: (Double) -> Double) -> Double {
    let places = stride(from: range.lowerBound, through: range.upperBound, by: step).map { ($0, value($0)) }
    return places.max { $0.1 < $1.1 }?.0 ?? .nan
}

/// The mean size of a signal over blocks of samples: a crude envelope, at a lower rate.
func envelope(of signal: [Double], block: Int) -> [Double] {
    (0..<signal.count / block).map { number in
        signal[number * block..<(number + 1) * block].reduce(0) { $0 + abs($1) } / Double(block)
    }
}
