import RealModule

/// The waves of a heartbeat as events on the cycle of ``ECGDynamics``: P, Q, R, S, T.
struct ECGWaves: Equatable, Sendable {
    /// An event: z is pulled by a·Δθ·exp(−Δθ²/2b²).
    struct Wave: Equatable, Sendable {
        /// Place on the cycle in radians, 0 being the R peak; within −π ..< π.
        var angle: Double
        /// Strength; negative for a wave that points down.
        var strength: Double
        /// Width in radians.
        var width: Double
    }

    var p, q, r, s, t: Wave

    /// All of them, in the order of time.
    var all: [Wave] { [p, q, r, s, t] }

    /// Table I of McSharry et al. (2003).
    static let published = ECGWaves(
        p: Wave(angle: -.pi / 3, strength: 1.2, width: 0.25),
        q: Wave(angle: -.pi / 12, strength: -5, width: 0.1),
        r: Wave(angle: 0, strength: 30, width: 0.1),
        s: Wave(angle: .pi / 12, strength: -7.5, width: 0.1),
        t: Wave(angle: .pi / 2, strength: 0.75, width: 0.4))

    /// The waves at another heart rate.
    ///
    /// Widths grow with the square root of the rate, angles of P, T with its fourth root and of Q, S with its square
    /// root, so that waves keep their heights and QT shortens as Bazett's law says. Source: P. E. McSharry, G. D.
    /// Clifford, ECGSYN, PhysioNet, 2003 (the authors' program for the paper).
    /// - Parameter rate: beats a minute.
    func adjusted(toRate rate: Double) -> ECGWaves {
        let root = (rate / 60).squareRoot()
        let fourth = root.squareRoot()
        func scaled(_ wave: Wave, _ angle: Double) -> Wave {
            Wave(angle: wave.angle * angle, strength: wave.strength, width: wave.width * root)
        }
        return ECGWaves(
            p: scaled(p, fourth), q: scaled(q, root), r: scaled(r, 1), s: scaled(s, root), t: scaled(t, fourth))
    }

    /// The part of the cycle without any wave: from the end of T to the onset of P, two widths from their places.
    var diastole: ClosedRange<Double> {
        let end = t.angle + 2 * t.width
        return end...max(2 * .pi + p.angle - 2 * p.width, end)
    }
}
