import RealModule
import Statistics

/// A person's RR intervals over time: a series with a given mean, standard deviation and bimodal spectrum,
///
///     S(f) = σ₁²/√(2πc₁²)·exp(−(f−f₁)²/2c₁²) + σ₂²/√(2πc₂²)·exp(−(f−f₂)²/2c₂²)
///
/// Mayer waves at f₁ = 0.1 Hz and respiratory sinus arrhythmia at f₂ = 0.25 Hz, c₁ = c₂ = 0.01 Hz; the ratio σ₁²/σ₂² is
/// the LF/HF ratio. The series is the inverse Fourier transform of √S with random phases, as in the paper; written as a
/// sum of cosines it can be had at any time, without those before.
///
/// Source: McSharry et al. (2003), see ``ECGDynamics``.
struct Tachogram: Sendable {
    /// Period of the series, in seconds.
    static let period = 512.0

    /// Mean interval in seconds.
    let mean: Double
    private let components: [(amplitude: Double, frequency: Double, phase: Double)]

    /// - Parameters:
    ///   - mean: interval in seconds.
    ///   - deviation: standard deviation of the interval over a period, in seconds.
    ///   - ratio: LF/HF.
    ///   - respiration: f₂ in Hz.
    ///   - generator: gives the phases.
    init(
        mean: Double, deviation: Double, ratio: Double, respiration: Double = 0.25,
        using generator: inout SeededGenerator
    ) {
        let width = 0.01
        func mode(_ frequency: Double, _ centre: Double) -> Double {
            let distance = (frequency - centre) / width
            return .exp(-distance * distance / 2)
        }
        let lines = (1...Int(Self.period * 0.4)).compactMap { line -> (power: Double, frequency: Double)? in
            let frequency = Double(line) / Self.period
            let power = ratio * mode(frequency, 0.1) + mode(frequency, respiration)
            return power > 1e-6 ? (power, frequency) : nil
        }
        // A cosine of amplitude A has the variance A²/2.
        let scale = deviation * (2 / lines.reduce(0) { $0 + $1.power }).squareRoot()
        var components: [(amplitude: Double, frequency: Double, phase: Double)] = []
        for line in lines {
            components.append((scale * line.power.squareRoot(), line.frequency, generator.phase()))
        }
        self.components = components
        self.mean = mean
    }

    /// The interval at a time, in seconds.
    func interval(at time: Double) -> Double {
        components.reduce(mean) { $0 + $1.amplitude * .cos(2 * .pi * $1.frequency * time + $1.phase) }
    }
}
