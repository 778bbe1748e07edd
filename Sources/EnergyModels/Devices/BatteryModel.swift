import Quantities

/// A battery behind a converter: L = C · k · η / (I + C · r / 8760 h).
public struct BatteryModel: NumberModel {
    /// C, as rated.
    public var capacity = Coulombs.zero
    /// At which it is rated.
    public var voltage = Volts.zero
    /// k: the share of C down to the voltage at which the device gives up.
    public var usable = Ratio(1)
    /// r: the share of C that it loses in a year by itself.
    public var selfDischarge = Ratio.zero
    /// η: what of its energy comes out of the converter.
    public var converter = Ratio(1)
    /// That it can give for long; 0 where nobody says.
    public var continuousLimit = Amperes.zero
    /// That it can give for a moment; 0 where nobody says.
    public var pulseLimit = Amperes.zero

    /// With nothing but standards.
    public init() {}

    /// In the order of profiles.
    public static let numbers: [ModelNumber<Self>] = [
        .init("capacity", \.capacity, "rated charge", isPositive: true),
        .init("voltage", \.voltage, "rated voltage", isPositive: true),
        .init(
            "usable", \.usable, "share of the charge down to the cut-off", isPositive: true, most: 1, isOptional: true),
        .init("self-discharge", \.selfDischarge, "share lost in a year by itself", isOptional: true),
        .init(
            "converter", \.converter, "share of its energy that leaves the converter", isPositive: true, most: 1,
            isOptional: true),
        .init("continuous-limit", \.continuousLimit, "current for long", isOptional: true),
        .init("pulse-limit", \.pulseLimit, "current for a moment", isOptional: true),
    ]

    private static let year = Seconds(8760 * 3600)

    /// What self-discharge draws.
    private var leakage: Amperes { (selfDischarge.value * capacity) / Self.year }

    /// How long it lasts at a mean current.
    public func life(at current: Amperes) -> Seconds {
        (usable.value * converter.value) * capacity / (current + leakage)
    }

    /// How long it lasts at a mean power, drawn at its rated voltage.
    public func life(at power: Watts) -> Seconds { life(at: power / voltage) }

    /// The mean power of everything that drains it, itself included, where it lasts so long.
    public func drain(over life: Seconds) -> Watts {
        ((usable.value * converter.value) * capacity / life) * voltage
    }

    /// The current that it must give for a power behind the converter.
    public func current(for power: Watts) -> Amperes { power / voltage / converter.value }

    /// Whether it can give a power for a moment; true where nobody says what it can.
    public func bears(peak power: Watts) -> Bool { pulseLimit == .zero || current(for: power) <= pulseLimit }

    /// Whether it can give a power for long; true where nobody says what it can.
    public func bears(mean power: Watts) -> Bool {
        continuousLimit == .zero || current(for: power) <= continuousLimit
    }
}
