import Foundation

/// Why a text is no quantity.
public enum QuantityError: Error, Equatable, CustomStringConvertible {
    /// It does not begin with a number, or with one that is not finite.
    case noNumber(String, kind: String)
    /// Its unit is of another dimension, or none at all.
    case unknownUnit(String, kind: String, known: [String])
    /// Bytes come whole, and not below 0.
    case noWholeBytes(String)
    /// More than any file has.
    case tooManyBytes(String)

    /// Cause and remedy.
    public var description: String {
        switch self {
        case .noNumber(let text, let kind): "'\(text)' is not \(kind); write a number and a unit"
        case .unknownUnit(let text, let kind, let known):
            "'\(text)' has no unit of \(kind); known: \(known.map { $0.isEmpty ? "a bare number" : $0 }.joined(separator: ", "))"
        case .noWholeBytes(let text): "'\(text)' is not a whole number of bytes; write one, 0 or more"
        case .tooManyBytes(let text): "'\(text)' is more than any file has; write a smaller number"
        }
    }
}

/// Numbers with units, as people read and write them.
enum QuantityText {
    /// The number that a text begins with, and what follows it.
    static func split(_ text: String, kind: String) throws(QuantityError) -> (number: Double, unit: String) {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        // An exponent belongs to the number; an `e` of a unit has no digit behind it.
        let pattern = /([+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?)\s*(.*)/
        guard let match = trimmed.wholeMatch(of: pattern), let number = Double(match.1), number.isFinite else {
            throw .noNumber(text, kind: kind)
        }
        return (number, String(match.2))
    }

    /// A number with three significant digits, more before the point where there are more, and no zeros at its end.
    static func number(_ value: Double) -> String {
        let size = abs(value)
        let digits = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : size >= 0.1 ? 3 : -1
        guard digits >= 0 else { return value == 0 ? "0" : String(format: "%.3g", value) }
        let text = String(format: "%.\(digits)f", value)
        guard text.contains(".") else { return text }
        let short = text.replacing(/0+$/, with: "")
        return short.hasSuffix(".") ? String(short.dropLast()) : short
    }
}

extension Quantity {
    /// Reads a number with a unit, `6.40 mA`.
    /// - Throws: ``QuantityError`` for what is no finite number, and for units of another dimension.
    public init(parsing text: String) throws(QuantityError) {
        let (number, unit) = try QuantityText.split(text, kind: Dimension.name)
        guard let factor = Dimension.units[unit] else {
            throw .unknownUnit(text, kind: Dimension.name, known: Self.common)
        }
        guard (number * factor).isFinite else { throw .noNumber(text, kind: Dimension.name) }
        self.init(number * factor)
    }

    /// The units from the largest down, each in one spelling, for messages.
    private static var common: [String] {
        Dimension.units.sorted { ($0.value, $0.key) > ($1.value, $1.key) }.map(\.key)
            .filter { !$0.hasPrefix("u") && !$0.hasPrefix("\u{3BC}") }
    }
}

extension Quantity: CustomStringConvertible {
    /// `206 µJ`: three significant digits, with the prefix that makes the number at least 1.
    public var description: String { SIText.of(value...value, unit: Dimension.unit) }

    /// `1.38–2.04 mJ`: both ends in the unit of the upper one.
    public static func description(_ range: ClosedRange<Self>) -> String {
        SIText.of(range.lowerBound.value...range.upperBound.value, unit: Dimension.unit)
    }
}

/// Values in SI units as people read them, where their dimension is known by its unit alone.
public enum SIText {
    /// `1.38–2.04 mJ`, or `206 µJ` where both ends are one; without a prefix where the unit is `1`.
    public static func of(_ range: ClosedRange<Double>, unit: String) -> String {
        let ends = [range.lowerBound, range.upperBound]
        let prefix = unit == "1" ? .none : Prefix.fitting(ends.map(abs).max() ?? 0)
        let numbers = ends.map { QuantityText.number($0 / prefix.rawValue) }
        let number = numbers[0] == numbers[1] ? numbers[0] : numbers.joined(separator: "–")
        return unit == "1" ? number : "\(number) \(prefix.symbol)\(unit)"
    }

    /// `589 mJ [171, 2030]`: a value with its interval, both in the value's unit; the value alone where nothing varies.
    public static func of(_ value: Double, within range: ClosedRange<Double>, unit: String) -> String {
        guard range.lowerBound < range.upperBound else { return of(value...value, unit: unit) }
        let prefix = unit == "1" ? .none : Prefix.fitting(value)
        let ends = [range.lowerBound, range.upperBound].map { QuantityText.number($0 / prefix.rawValue) }
        return "\(of(value...value, unit: unit)) [\(ends.joined(separator: ", "))]"
    }
}
