import RealModule
import Statistics

/// A joint of a robot arm: will the tool's positioning error exceed its tolerance at the end of this move?
///
/// The error in mm is the sum of
/// - backlash: b·r, the gear's angle b times the reach r;
/// - elastic deflection: c·m·g·r²/k, the payload's torque over the joint's stiffness, less what the controller
///   corrects;
/// - friction that the integrator has not yet overcome: τ_f·r/K, where τ_f = F·(1 + α·load)·exp(−(T − 30 °C)/T_f) falls
///   with the grease's temperature and rises with load (A. C. Bittencourt, S. Gunnarsson, "Static friction in a robot
///   joint: modeling and identification of load and temperature effects", Journal of Dynamic Systems, Measurement, and
///   Control 134(5), 2012, find both; the exponential form is a simplification);
/// - thermal growth of the link above 30 °C: α_s·r·(T − 30 °C), with 12·10⁻⁶/K of steel.
///
/// It exceeds the tolerance with the probability σ((ln e − ln tolerance)/s). Backlash and vibration grow with a wear
/// that wanders slowly. The change of truth is a new gear: its backlash is a third and its friction threefold until it
/// is run in, so that cold moves become the bad ones instead of hot and worn ones, while the sensors say what they
/// said. All amounts are this project's choice, of the size of a 1 m, 10 kg arm.
struct ArmWear: SensorProcess {
    static let name = "arm-wear"
    static let groups = [
        FeatureGroup("current", ["holding current", "peak current", "current ripple"]),
        FeatureGroup("temperature", ["motor temperature", "housing temperature"]),
        FeatureGroup("vibration", ["vibration level", "vibration kurtosis", "gear mesh band", "bearing band"]),
        FeatureGroup("backlash", ["backlash near", "backlash middle", "backlash far"]),
        FeatureGroup("motion", ["reach", "speed"]),
    ]
    /// Load classes: 0, 2, 5 and 10 kg.
    static let contexts = ["empty", "light", "medium", "full"]
    static let defaultRate = 0.03
    static let standard = populationStandard()
    private static let payloads = [0.0, 2, 5, 10]

    /// In mm at a reach of 1 m: of play at a wear of 0.6 or so, and of friction at 30 °C.
    private let play, friction: (old: Double, new: Double)
    /// mm/(kg·m²), and mm.
    private let compliance, tolerance: Double
    /// mm/(m·K).
    private let growth = 0.012
    private var wear: Double
    private var motor: Double
    private var ambient: Double

    init(traits: inout SeededGenerator) {
        let play = 0.28 * Double.exp(0.2 * traits.gaussian())
        let friction = 0.10 * Double.exp(0.2 * traits.gaussian())
        self.play = (play, play / 3)
        self.friction = (friction, friction * 3)
        compliance = 0.020 * .exp(0.2 * traits.gaussian())
        tolerance = 0.44 * .exp(0.1 * traits.gaussian())
        wear = traits.uniform()
        motor = 45
        ambient = 20 + 4 * traits.gaussian()
    }

    mutating func reading(share: Double, using generator: inout SeededGenerator) -> SensorReading {
        var noise: Double { generator.gaussian() }
        wear = Self.reflected(wear + 0.03 * noise)
        let context = generator.integer(below: Self.contexts.count)
        let payload = Self.payloads[context] * (1 + 0.1 * noise)
        let speed = generator.uniform(), reach = 0.3 + 0.7 * generator.uniform()
        // Shifts: a motor warms up under load and cools at rest.
        motor += 0.05 * (ambient + 15 + 20 * speed + 0.5 * payload - motor) + 2 * noise
        let housing = ambient + 0.6 * (motor - ambient) + noise

        let rub = mix(friction.old, friction.new, share) * (1 + 0.05 * payload) * .exp(-(motor - 30) / 20)
        let error =
            mix(play.old, play.new, share) * (0.4 + 1.6 * wear) * reach + compliance * payload * reach * reach
            + rub * reach * 2 + growth * reach * max(motor - 30, 0)
        let torque = payload * reach
        func backlash() -> Double { 1 + 2 * wear + 0.4 * generator.gaussian() }
        let features = [
            0.5 + 0.25 * torque + 0.3 * noise, 1.5 + 0.4 * torque + 1.5 * speed + 0.4 * noise,
            0.1 + 0.1 * wear + 0.05 * noise,
            motor + 0.5 * noise, housing + 0.5 * noise,
            .log(0.2 + 0.6 * wear + 0.6 * speed) + 0.2 * noise, 3 + 2 * wear * wear + 0.5 * noise,
            .log(0.1 + 0.5 * wear) + 0.3 * noise, .log(0.1 + 0.2 * wear + 0.1 * speed) + 0.3 * noise,
            backlash(), backlash(), backlash(),
            reach, speed,
        ]
        return SensorReading(
            features: features, context: context, chance: logistic((Double.log(error) - .log(tolerance)) / 0.12))
    }

    func truth(share: Double) -> [Double] {
        [mix(play.old, play.new, share), mix(friction.old, friction.new, share)]
    }

    /// Back into 0 ... 1 at its ends.
    private static func reflected(_ wear: Double) -> Double { wear < 0 ? -wear : wear > 1 ? 2 - wear : wear }
}
