import RealModule
import Statistics

/// Where a bearing is damaged at a point.
enum BearingFault: Int, CaseIterable, Sendable {
    case outerRace, innerRace, ball

    /// Impacts in a turn of the shaft.
    func impacts(_ bearing: BearingGeometry) -> Double {
        switch self {
        case .outerRace: bearing.outerRace
        case .innerRace: bearing.innerRace
        case .ball: 2 * bearing.ballSpin
        }
    }

    /// Turns of the defect about the shaft's axis in a turn of the shaft.
    func turns(_ bearing: BearingGeometry) -> Double {
        switch self {
        case .outerRace: 0
        case .innerRace: 1
        case .ball: bearing.cage
        }
    }
}

/// The vibration of a bearing with a fault of one point:
///
///     x(t) = Σᵢ q(ψᵢ)·s(t − tᵢ)        tᵢ₊₁ = tᵢ + T·(1 + δᵢ),  δᵢ normal with the slip as its deviation
///     s(t) = exp(−ζωₙt)·sin(ωₙ√(1−ζ²)·t)
///     q(ψ) = (1 − (1 − cos ψ)/2ε)^(3/2) within the load zone, where the bracket is positive
///
/// ψᵢ is the angle between the defect and the load: fixed for the outer race, turning with the shaft for the inner race
/// and with the cage for a ball.
///
/// Sources: McFadden & Smith (1984; see ``BearingGeometry``): impulses, load zone (Stribeck's, with n = 3/2 for balls)
/// and resonance; J. Antoni, R. B. Randall, "A stochastic model for simulation and diagnostics of rolling element
/// bearings with localized faults", Journal of Vibration and Acoustics 125(3), 2003: random slip, whose errors add up.
struct BearingVibration: Sendable {
    var geometry: BearingGeometry
    /// Turns of the shaft a second.
    var shaft: Double
    /// Natural frequency ωₙ/2π in Hz.
    var resonance: Double
    /// Damping ratio ζ.
    var damping: Double
    /// Standard deviation of the time between impacts, by its mean.
    var slip: Double
    /// ε of the load zone; below ½ for a bearing with clearance.
    var loadZone = 0.45

    /// q: share of the load at an angle from its direction.
    func load(at angle: Double) -> Double {
        let share = 1 - (1 - Double.cos(angle)) / (2 * loadZone)
        return share > 0 ? share * share.squareRoot() : 0
    }

    /// The fault's part of the vibration, from a moment that is anywhere.
    func signal(_ fault: BearingFault, count: Int, rate: Double, using generator: inout SeededGenerator) -> [Double] {
        var signal = [Double](repeating: 0, count: count)
        let period = 1 / (shaft * fault.impacts(geometry))
        let natural = 2 * Double.pi * resonance
        let damped = natural * (1 - damping * damping).squareRoot()
        // By then a response has decayed to 1e-6.
        let length = 14 / (damping * natural)
        let turning = 2 * Double.pi * shaft * fault.turns(geometry)
        let angle = fault == .outerRace ? 0 : generator.phase()
        var impact = -length - period * generator.uniform()
        while impact < Double(count) / rate {
            let strength = load(at: angle + turning * impact)
            let first = max(Int((impact * rate).rounded(.up)), 0)
            let last = min(Int(((impact + length) * rate).rounded(.down)), count - 1)
            if strength > 0, first <= last {
                for sample in first...last {
                    let time = Double(sample) / rate - impact
                    signal[sample] += strength * .exp(-damping * natural * time) * .sin(damped * time)
                }
            }
            impact += max(period * (1 + slip * generator.gaussian()), period / 10)
        }
        return signal
    }
}
