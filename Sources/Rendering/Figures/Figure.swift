import Report

/// A number with its unit and interval, as people read it: `1.23 µs [1.21, 1.25]`.
///
/// Times, rates, energies and the like take SI prefixes; amounts of bytes take binary ones (KiB = 1,024 B),
/// as memory comes in powers of two, while rates of bytes stay decimal, as links and buses are sold. The
/// digits end where the half-width of the interval has one digit, or two where the first is a 1; two to four
/// are significant.
public struct Figure: Sendable {
    /// How the number is scaled and what follows it.
    private struct Scale {
        var factor = 1.0
        var suffix = ""
    }

    private let value: Double
    private let interval: Report.Interval?
    private let scale: Scale

    /// - Parameters:
    ///   - unit: one of ``Report/units``.
    ///   - interval: in the same unit; none is shown where it has no width.
    public init(_ value: Double, unit: String, interval: Report.Interval? = nil) {
        self.init(value, interval: interval, scale: Self.scale(for: value, unit: unit))
    }

    private init(_ value: Double, interval: Report.Interval?, scale: Scale) {
        self.value = value
        self.interval = interval.flatMap { $0.low == $0.high ? nil : $0 }
        self.scale = scale
    }

    /// A multiple: `0.43× [0.42, 0.44]`.
    public static func ratio(_ value: Double, interval: Report.Interval? = nil) -> Figure {
        Figure(value, interval: interval, scale: Scale(suffix: "×"))
    }

    /// A part of a whole: `43.1 % [42.8, 43.4]`.
    public static func share(_ value: Double, interval: Report.Interval? = nil) -> Figure {
        Figure(value, interval: interval, scale: Scale(factor: 0.01, suffix: " %"))
    }

    /// A metric's value, shares as percentages.
    public init(_ metric: Report.MetricValue, named name: String) {
        if ["peak-share", "bandwidth-share", "roofline-share", "accuracy"].contains(name) {
            self = .share(metric.value, interval: metric.interval)
        } else {
            self.init(metric.value, unit: metric.unit, interval: metric.interval)
        }
    }

    /// The number with its unit, without its interval.
    public var number: String {
        text(value) + scale.suffix
    }

    /// The ends of the interval in the number's scale, `[1.21, 1.25]`; empty where nothing varies.
    public var range: String {
        interval.map { "[\(text($0.low)), \(text($0.high))]" } ?? ""
    }

    /// The number with its unit and interval.
    public var full: String {
        range.isEmpty ? number : "\(number) \(range)"
    }

    private func text(_ number: Double) -> String {
        guard number != 0 else { return "0" }
        guard let interval else { return DecimalText.trimmed(number / scale.factor) }
        // Zero has no significant digits: those of the interval's larger end stand in.
        let scaled = (value != 0 ? value : max(abs(interval.low), abs(interval.high))) / scale.factor
        let halfWidth = (interval.high - interval.low) / 2 / scale.factor
        // What four digits round up to the next power of ten counts as that power.
        let magnitude = DecimalText.exponent(of: scaled * 1.00005)
        let decimals = min(max(-DecimalText.exponent(of: halfWidth / 1.95), 1 - magnitude), 3 - magnitude)
        return DecimalText.fixed(number / scale.factor, decimals: max(0, decimals))
    }

    private static func scale(for value: Double, unit: String) -> Scale {
        switch unit {
        case "1": Scale()
        case "dB": Scale(suffix: " dB")
        case "B": prefixed(value, unit: unit, step: 1024, above: ["Ki", "Mi", "Gi", "Ti"], below: [])
        default:
            prefixed(
                value, unit: unit, step: 1000, above: ["k", "M", "G", "T", "P"], below: ["m", "µ", "n", "p"])
        }
    }

    /// The largest prefix that leaves a number of at least 1 even after rounding to four digits.
    private static func prefixed(
        _ value: Double, unit: String, step: Double, above: [String], below: [String]
    ) -> Scale {
        var scale = Scale(suffix: " \(unit)")
        for prefix in above where abs(value) / scale.factor >= step * 0.99995 {
            scale = Scale(factor: scale.factor * step, suffix: " \(prefix)\(unit)")
        }
        for prefix in below where value != 0 && abs(value) / scale.factor < 0.99995 {
            scale = Scale(factor: scale.factor / step, suffix: " \(prefix)\(unit)")
        }
        return scale
    }
}
