import Charts
import Report

/// A number with its unit and interval, as people read it: `1.23 µs [1.21, 1.25]`.
///
/// Prefixes are those of `UnitScale`. The digits end where the half-width of the interval has one digit, or two
/// where the first is a 1; two to four are significant.
public struct Figure: Sendable {
    private let value: Double
    private let interval: Report.Interval?
    private let scale: UnitScale
    private let suffix: String

    /// - Parameters:
    ///   - unit: one of ``Report/units``.
    ///   - interval: in the same unit; none is shown where it has no width.
    public init(_ value: Double, unit: String, interval: Report.Interval? = nil) {
        let scale = UnitScale(for: value, unit: unit)
        self.init(value, interval: interval, scale: scale, suffix: scale.suffix)
    }

    private init(_ value: Double, interval: Report.Interval?, scale: UnitScale = .init(), suffix: String) {
        self.value = value
        self.interval = interval.flatMap { $0.low == $0.high ? nil : $0 }
        self.scale = scale
        self.suffix = suffix
    }

    /// A multiple: `0.43× [0.42, 0.44]`.
    public static func ratio(_ value: Double, interval: Report.Interval? = nil) -> Figure {
        Figure(value, interval: interval, suffix: "×")
    }

    /// A part of a whole: `43.1 % [42.8, 43.4]`.
    public static func share(_ value: Double, interval: Report.Interval? = nil) -> Figure {
        Figure(value, interval: interval, scale: .init(factor: 0.01), suffix: " %")
    }

    /// Metrics that are parts of a whole.
    private static let shares: Set = [
        "peak-share", "bandwidth-share", "roofline-share", "accuracy", "accuracy.before", "accuracy.after",
        "accuracy.late", "accuracy.gain", "accuracy.new", "accuracy.disturbed", "forgetting", "updates.share",
        "labels.share", "work.recomputed", "recovery.share", "detection.missed", "detection.false", "detection.quiet",
    ]

    /// A metric's value, shares as percentages.
    public init(_ metric: Report.MetricValue, named name: String) {
        if Self.shares.contains(name) {
            self = .share(metric.value, interval: metric.interval)
        } else {
            self.init(metric.value, unit: metric.unit, interval: metric.interval)
        }
    }

    /// The number with its unit, without its interval.
    public var number: String {
        text(value) + suffix
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
}
