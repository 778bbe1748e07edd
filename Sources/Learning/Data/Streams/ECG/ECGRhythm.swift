import RealModule

/// A course of beats: at which speed the point of ``ECGDynamics`` goes round, and with which waves, step by step.
///
/// In the paper ω = 2π/T(t) is constant within a beat. A premature beat cuts the diastole alone, as the heart cannot
/// shorten the waves before: the point goes round faster from the end of T to the onset of P. A beat's waves hold from
/// the middle of the diastole before it to the middle of the one after.
struct ECGRhythm: Sendable {
    /// Steps of equal speed.
    struct Stretch: Equatable, Sendable {
        let steps: Int
        /// Radians a second.
        let velocity: Double
        /// Place of the beat whose waves hold, in the list of beats.
        let beat: Int
    }

    private(set) var stretches: [Stretch] = []
    private let step: Double

    /// - Parameter step: of the integration, in seconds.
    init(step: Double) {
        self.step = step
    }

    /// Adds the way from one R peak to the next.
    /// - Parameters:
    ///   - beat: place of the beat that ends at the R peak reached; 1 for the first way.
    ///   - sinus: the interval in which the sinus node would send the beat, in seconds.
    ///   - interval: the interval in which it comes, in seconds.
    ///   - diastole: from the end of T to the onset of P, in radians after the R peak.
    mutating func append(beat: Int, sinus: Double, interval: Double, diastole: ClosedRange<Double>) {
        let speed = 2 * Double.pi / sinus
        let before = steps(diastole.lowerBound / speed)
        let after = steps((2 * .pi - diastole.upperBound) / speed)
        // Two steps at least, one a half.
        let within = max(steps(interval) - before - after, 2)
        let half = within / 2
        let middle = (diastole.upperBound - diastole.lowerBound) / 2
        for (count, angle, waves) in [
            (before, diastole.lowerBound, beat - 1), (half, middle, beat - 1), (within - half, middle, beat),
            (after, 2 * .pi - diastole.upperBound, beat),
        ] where count > 0 {
            stretches.append(Stretch(steps: count, velocity: angle / (Double(count) * step), beat: waves))
        }
    }

    /// Steps to the last R peak.
    var count: Int { stretches.reduce(0) { $0 + $1.steps } }

    private func steps(_ seconds: Double) -> Int {
        Int((seconds / step).rounded())
    }
}
