/// How a number is scaled for people, and what follows it: `1.5e-5` s as 15 of a factor `1e-6`, ` µs`.
///
/// Times, rates, energies and the like take SI prefixes; amounts of bytes take binary ones (KiB = 1,024 B), as memory
/// comes in powers of two, while rates of bytes stay decimal, as links and buses are sold. `1` and `dB` take none.
public struct UnitScale: Sendable, Equatable {
    /// What numbers are divided by.
    public var factor: Double
    /// The prefix alone, `µ`.
    public var prefix: String
    /// The unit without prefix; empty for ratios and counts.
    public var unit: String

    /// A scale as it is given.
    public init(factor: Double = 1, prefix: String = "", unit: String = "") {
        self.factor = factor
        self.prefix = prefix
        self.unit = unit
    }

    /// The largest prefix that leaves a number of at least 1 even after rounding to four digits.
    public init(for value: Double, unit: String) {
        switch unit {
        case "1": self.init()
        case "dB": self.init(unit: unit)
        case "B": self.init(value, unit, step: 1024, above: ["Ki", "Mi", "Gi", "Ti"], below: [])
        default:
            self.init(value, unit, step: 1000, above: ["k", "M", "G", "T", "P"], below: ["m", "µ", "n", "p"])
        }
    }

    private init(_ value: Double, _ unit: String, step: Double, above: [String], below: [String]) {
        self.init(unit: unit)
        for prefix in above where abs(value) / factor >= step * 0.99995 {
            (factor, self.prefix) = (factor * step, prefix)
        }
        for prefix in below where value != 0 && abs(value) / factor < 0.99995 {
            (factor, self.prefix) = (factor / step, prefix)
        }
    }

    /// ` µs`; empty for ratios and counts.
    public var suffix: String { unit.isEmpty ? "" : " \(prefix)\(unit)" }
}
