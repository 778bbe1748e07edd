import RealModule
import Statistics

/// A wearer's heart rate: is this one unusual for this wearer? Events are what a coarse rule of the watch lets through,
/// so that the unusual is not rare.
///
/// What is usual: the rate at rest, plus a share of the reserve up to the highest rate that grows with the effort (M.
/// J. Karvonen, E. Kentala, O. Mustala, "The effects of training on heart rate", Annales Medicinae Experimentalis et
/// Biologiae Fenniae 35, 1957), the highest rate being 208 − 0.7·age (H. Tanaka, K. D. Monahan, D. R. Seals,
/// "Age-predicted maximal heart rate revisited", Journal of the American College of Cardiology 37(1), 2001); 4 beats a
/// minute up and down by the time of day; 0.8 by each K that the skin is warmer; a rest of the effort before, in
/// recovery. A strain, of a fever or of stress, is added; heart-rate variability falls with it and breathing rises,
/// both also with effort.
///
/// Unusual is what lies above the usual by more than the wearer's tolerance: σ((excess − tolerance)/s) + a little for
/// what lies far below. The change of truth is a new fitness: rest is 14 beats lower and an effort takes two thirds of
/// the reserve it took, so that rates that were usual no longer are. All other amounts are this project's choice.
struct HeartRate: SensorProcess {
    static let name = "heart-rate"
    static let groups = [
        FeatureGroup("pulse", ["heart rate", "rise in a minute", "variability", "resting rate by age"]),
        FeatureGroup("activity", ["cadence", "acceleration", "effort before", "slope"]),
        FeatureGroup("time", ["cosine of hour", "sine of hour"]),
        FeatureGroup("body", ["skin temperature", "breathing rate"]),
    ]
    static let contexts = ["sleep", "rest", "walk", "run", "recovery"]
    static let defaultRate = 0.02
    static let standard = populationStandard()
    private static let efforts = [0.0, 0.05, 0.25, 0.62, 0.10]

    private let resting, reserveShare: (old: Double, new: Double)
    private let age, tolerance: Double
    private var strain = 0.0, hour = 0.0, effortBefore = 0.0

    init(traits: inout SeededGenerator) {
        age = 25 + 40 * traits.uniform()
        let resting = 68 + 5 * traits.gaussian()
        let share = 1 + 0.12 * traits.gaussian()
        self.resting = (resting, resting - 14)
        reserveShare = (share, share * 2 / 3)
        tolerance = 8 + 1.5 * traits.gaussian()
        hour = 24 * traits.uniform()
    }

    mutating func reading(share: Double, using generator: inout SeededGenerator) -> SensorReading {
        var noise: Double { generator.gaussian() }
        hour += 1.3 * generator.uniform()
        if hour >= 24 { hour -= 24 }
        let context = hour < 6 ? 0 : 1 + generator.integer(below: 4)
        let effort = max(0, Self.efforts[context] * (1 + 0.25 * noise))
        let slope = context == 2 || context == 3 ? noise : 0
        let skin = 33 + 0.6 * noise + 1.2 * effort
        strain = max(0, 0.6 * strain + 5 + 7 * noise)

        let rest = mix(resting.old, resting.new, share)
        let reserve = mix(reserveShare.old, reserveShare.new, share) * (208 - 0.7 * age - rest)
        let angle = 2 * Double.pi * hour / 24
        let usual =
            rest + (context == 0 ? -6 : 0) + reserve * Double.pow(effort, 0.9) + 4 * .cos(angle - 17 * .pi / 12)
            + 0.8 * (skin - 33) + 3 * slope + (context == 4 ? 40 * effortBefore : 0)
        let rate = usual + strain + 2 * noise - 4
        let excess = rate - usual
        let features = [
            rate, 30 * (effort - effortBefore) + 4 * noise,
            .log(60) - 0.025 * strain - 1.2 * effort + 0.15 * noise, 72 - 0.06 * (age - 45) + 3 * noise,
            context == 2 ? 105 + 8 * noise : context == 3 ? 160 + 8 * noise : 2 * abs(noise), effort + 0.04 * noise,
            effortBefore, slope + 0.3 * noise,
            .cos(angle), .sin(angle),
            skin + 0.2 * noise, 14 + 0.12 * strain + 22 * effort + 1.5 * noise,
        ]
        effortBefore = effort
        let chance = logistic((excess - tolerance) / 1.5) + logistic((-excess - 12) / 1.5)
        return SensorReading(features: features, context: context, chance: min(chance, 1))
    }

    func truth(share: Double) -> [Double] {
        [mix(resting.old, resting.new, share), mix(reserveShare.old, reserveShare.new, share)]
    }
}
