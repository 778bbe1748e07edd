import RealModule

/// The dynamical model of the ECG: a point that is drawn to the unit circle of the (x, y) plane and goes round it once
/// a beat; z, the voltage, is pulled up and down where it passes the angles of the waves.
///
///     x' = αx − ωy        α = 1 − √(x² + y²)        θ = atan2(y, x)
///     y' = αy + ωx
///     z' = −Σ aᵢ·Δθᵢ·exp(−Δθᵢ²/2bᵢ²) − (z − z₀(t))        Δθᵢ = θ − θᵢ, within −π ..< π
///     z₀(t) = A·sin(2πf₂t)        f₂ the respiratory frequency
///
/// integrated by the classical Runge–Kutta method of fourth order with a fixed step.
///
/// Source: P. E. McSharry, G. D. Clifford, L. Tarassenko, L. A. Smith, "A dynamical model for generating synthetic
/// electrocardiogram signals", IEEE Transactions on Biomedical Engineering 50(3), 2003, equations 1 and 2.
struct ECGDynamics: Sendable {
    /// A point of the trajectory.
    struct State: Equatable, Sendable {
        var x, y, z: Double

        fileprivate func advanced(_ slope: State, _ step: Double) -> State {
            State(x: x + step * slope.x, y: y + step * slope.y, z: z + step * slope.z)
        }
    }

    /// Respiratory frequency f₂ in Hz.
    var respiration: Double
    /// A of the baseline, in units of z.
    var baseline: Double

    /// The state after one step.
    /// - Parameters:
    ///   - state: at `time`.
    ///   - time: in seconds.
    ///   - step: in seconds.
    ///   - velocity: ω in radians a second, constant over the step.
    ///   - waves: of the beat.
    func advanced(
        _ state: State, time: Double, step: Double, velocity: Double, waves: [ECGWaves.Wave]
    ) -> State {
        let k1 = slope(state, time, velocity, waves)
        let k2 = slope(state.advanced(k1, step / 2), time + step / 2, velocity, waves)
        let k3 = slope(state.advanced(k2, step / 2), time + step / 2, velocity, waves)
        let k4 = slope(state.advanced(k3, step), time + step, velocity, waves)
        return State(
            x: state.x + step / 6 * (k1.x + 2 * k2.x + 2 * k3.x + k4.x),
            y: state.y + step / 6 * (k1.y + 2 * k2.y + 2 * k3.y + k4.y),
            z: state.z + step / 6 * (k1.z + 2 * k2.z + 2 * k3.z + k4.z))
    }

    private func slope(_ state: State, _ time: Double, _ velocity: Double, _ waves: [ECGWaves.Wave]) -> State {
        let alpha = 1 - Double.hypot(state.x, state.y)
        let angle = Double.atan2(y: state.y, x: state.x)
        var pull = 0.0
        for wave in waves {
            var distance = angle - wave.angle
            if distance >= .pi { distance -= 2 * .pi }
            if distance < -.pi { distance += 2 * .pi }
            let scaled = distance / wave.width
            // Beyond 8 widths the pull is below 1e-13 of its peak.
            if abs(scaled) < 8 { pull += wave.strength * distance * .exp(-scaled * scaled / 2) }
        }
        let centre = baseline * .sin(2 * .pi * respiration * time)
        return State(
            x: alpha * state.x - velocity * state.y, y: alpha * state.y + velocity * state.x,
            z: -pull - (state.z - centre))
    }
}
