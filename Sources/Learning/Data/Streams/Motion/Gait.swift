import RealModule

/// Accelerations of the trunk in gait as Fourier series of the step rate.
///
/// The force of a walker on the ground, less the weight, is weight × Σ αₕ·cos(2πhft + φₕ), f the step rate; by Newton's
/// second law the body's centre of mass, near which a waist-worn sensor sits, accelerates by g × that sum. Vertically h
/// is a whole number; sideways and forwards, left and right steps differ and the series has halves.
///
/// Sources: P. Young, "Improved floor vibration prediction methodologies", Arup Vibration Seminar, 2001, mean
/// values (vertical); H. Schulze, 1980, after H. Bachmann, W. Ammann, "Vibrations in structures induced by man and
/// machines", IABSE, 1987 (sideways and forwards, at 2 Hz). Both are tabulated in S. Živanović, A. Pavic, P. Reynolds,
/// "Vibration serviceability of footbridges under human-induced excitation: a literature review", Journal of Sound and
/// Vibration 279, 2005. Phases are not given there.
struct Gait: Equatable, Sendable {
    /// A term of a series.
    struct Harmonic: Equatable, Sendable {
        /// h, in steps.
        var order: Double
        /// αₕ, in g.
        var amplitude: Double
    }

    /// f: steps a second.
    var stepRate: Double
    /// Upwards.
    var vertical: [Harmonic]
    /// Sideways.
    var lateral: [Harmonic]
    /// Forwards.
    var forward: [Harmonic]

    /// Level walking.
    /// - Parameter stepRate: steps a second, from 1 to 2.8.
    static func walking(stepRate f: Double) -> Gait {
        Gait(
            stepRate: f,
            vertical: [
                Harmonic(order: 1, amplitude: min(0.37 * (f - 0.95), 0.5)),
                Harmonic(order: 2, amplitude: 0.054 + 0.0044 * 2 * f),
                Harmonic(order: 3, amplitude: 0.026 + 0.0050 * 3 * f),
                Harmonic(order: 4, amplitude: 0.010 + 0.0051 * 4 * f),
            ],
            lateral: [
                Harmonic(order: 0.5, amplitude: 0.039), Harmonic(order: 1, amplitude: 0.010),
                Harmonic(order: 1.5, amplitude: 0.043), Harmonic(order: 2, amplitude: 0.012),
                Harmonic(order: 2.5, amplitude: 0.015),
            ],
            forward: [
                Harmonic(order: 0.5, amplitude: 0.037), Harmonic(order: 1, amplitude: 0.204),
                Harmonic(order: 1.5, amplitude: 0.026), Harmonic(order: 2, amplitude: 0.083),
                Harmonic(order: 2.5, amplitude: 0.024),
            ])
    }

    /// Going upstairs: slower steps, less forward acceleration and softer impacts than on the level.
    ///
    /// The directions are from A. Weiss et al., "Can a single lower trunk body-fixed sensor differentiate between
    /// level-walking and stair descent and ascent in older adults?", Medical Engineering & Physics 38(10), 2016, and A.
    /// Stacoff et al., "Ground reaction forces on stairs: effects of stair inclination and age", Gait & Posture 21(1),
    /// 2005; the factors are this project's choice.
    var upstairs: Gait {
        var gait = Gait.walking(stepRate: stepRate * 0.92)
        gait.scale(vertical: 1, impacts: 0.7, lateral: 1.1, forward: 0.6)
        return gait
    }

    /// Going downstairs: steps a little faster, the widest vertical and lateral range, hard impacts. Sources as of
    /// ``upstairs``.
    var downstairs: Gait {
        var gait = Gait.walking(stepRate: stepRate * 1.04)
        gait.scale(vertical: 1.15, impacts: 1.7, lateral: 1.5, forward: 0.85)
        return gait
    }

    /// - Parameters:
    ///   - vertical: for the first vertical harmonic.
    ///   - impacts: for the higher ones.
    mutating func scale(vertical: Double, impacts: Double, lateral: Double, forward: Double) {
        for index in self.vertical.indices { self.vertical[index].amplitude *= index == 0 ? vertical : impacts }
        for index in self.lateral.indices { self.lateral[index].amplitude *= lateral }
        for index in self.forward.indices { self.forward[index].amplitude *= forward }
    }
}
