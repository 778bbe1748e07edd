import RealModule
import Statistics

/// A drone with four propellers: does its charge bring it home?
///
/// Hovering takes (m·g)^{3/2}/√(2ρA)/η, by momentum theory (J. G. Leishman, "Principles of Helicopter Aerodynamics",
/// 2nd edition, 2006, chapter 2), and more by gusts; flying takes a mode's share of it, the way home d/(v − headwind)
/// seconds, and climbing m·g·h/η. The charge holds C·(1 − fade·cycles)·(1 − k·(25 °C − T)) of energy in the cold. It
/// comes home with the probability σ(ln(what it holds/what it needs)/s). The change of truth is another pack and other
/// propellers: 25 % less energy, three times as bad in the cold, and 5 % more power instead of 1 % with each m/s of
/// gusts. Amounts are this project's choice, of the size of a 1.4 kg drone with 70 Wh.
struct FlightRange: SensorProcess {
    static let name = "flight-range"
    static let groups = [
        FeatureGroup("battery", ["charge", "voltage", "cycles", "cell temperature"]),
        FeatureGroup("load", ["payload", "power"]),
        FeatureGroup("air", ["headwind", "gusts", "air temperature"]),
        FeatureGroup("way", ["distance", "climb", "speed"]),
    ]
    static let contexts = ["cruise", "survey", "climb", "hover"]
    static let defaultRate = 0.03
    static let standard = populationStandard()
    /// Shares of the hovering power.
    private static let powers = [0.85, 0.95, 1.25, 1.0]
    /// Seconds still to be spent at the place.
    private static let tasks = [0.0, 90, 30, 150]

    private let energy, cold, gustCost: (old: Double, new: Double)
    private let mass, efficiency, fade: Double

    init(traits: inout SeededGenerator) {
        let full = 70 * 3600 * Double.exp(0.05 * traits.gaussian())
        energy = (full, 0.75 * full)
        let k = 0.006 * Double.exp(0.2 * traits.gaussian())
        cold = (k, 3 * k)
        gustCost = (0.01, 0.05)
        mass = 1.4 * .exp(0.05 * traits.gaussian())
        efficiency = 0.55 * .exp(0.05 * traits.gaussian())
        fade = 0.0006 * .exp(0.2 * traits.gaussian())
    }

    mutating func reading(share: Double, using generator: inout SeededGenerator) -> SensorReading {
        var noise: Double { generator.gaussian() }
        let context = generator.integer(below: Self.contexts.count)
        let charge = 0.15 + 0.85 * generator.uniform(), cycles = 300 * generator.uniform()
        let air = 12 + 8 * noise
        let cell = air + 12 + 3 * noise
        let payload = 0.6 * generator.uniform(), headwind = 3.5 * noise, gusts = abs(2 + 2 * noise)
        let speed = 11 + 1.5 * noise, climb = 25 * noise
        // Further away where the charge is high: nobody flies far on a low one.
        let distance = max(200, 8000 * charge * (0.75 + 0.42 * noise))

        let weight = (mass + payload) * 9.81
        let power =
            Double.pow(weight, 1.5) / (2 * 1.225 * 0.18).squareRoot() / efficiency
            * (1 + mix(gustCost.old, gustCost.new, share) * gusts)
        let home = distance / max(3, speed - headwind)
        let needed = power * (Self.powers[context] * home + Self.tasks[context]) + max(0, weight * climb / efficiency)
        let held =
            mix(energy.old, energy.new, share) * charge * (1 - fade * cycles)
            * max(0.3, 1 - mix(cold.old, cold.new, share) * max(0, 25 - cell)) * 0.9
        let features = [
            charge + 0.02 * noise, 14.2 + 2.2 * charge - 0.003 * power + 0.1 * noise, cycles, cell + noise,
            payload + 0.03 * noise, power * Self.powers[context] * (1 + 0.05 * noise),
            headwind + 0.7 * noise, gusts + 0.5 * noise, air + 0.5 * noise,
            distance / 1000 + 0.05 * noise, climb + 2 * noise, speed + 0.3 * noise,
        ]
        return SensorReading(
            features: features, context: context, chance: logistic(Double.log(held / needed) / 0.08))
    }

    func truth(share: Double) -> [Double] {
        [energy, cold, gustCost].map { mix($0.old, $0.new, share) }
    }
}
