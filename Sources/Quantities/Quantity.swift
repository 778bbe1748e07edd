/// What a number measures, such as energy; quantities of different dimensions cannot be added or compared.
public protocol PhysicalDimension: SendableMetatype {
    /// As messages call it: `energy`.
    static var name: String { get }
    /// The SI unit in which quantities are kept, without a prefix; `1` where there is none.
    static var unit: String { get }
    /// The units that a text may give, by their symbols, with what one of them is in ``unit``.
    static var units: [String: Double] { get }
}

/// A number with its dimension, kept in the SI unit.
///
/// Products and quotients of quantities exist where they mean something: power by time is energy, and charge becomes
/// energy only with a voltage.
public struct Quantity<Dimension: PhysicalDimension>: Hashable, BitwiseCopyable, Sendable {
    /// In the dimension's SI unit.
    public var value: Double

    /// - Parameter value: in the dimension's SI unit.
    public init(_ value: Double) {
        self.value = value
    }

    /// Nothing of it.
    public static var zero: Self { Self(0) }
}

extension Quantity: Comparable {
    /// By amount.
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

extension Quantity: AdditiveArithmetic {
    /// The sum.
    public static func + (left: Self, right: Self) -> Self { Self(left.value + right.value) }
    /// The difference.
    public static func - (left: Self, right: Self) -> Self { Self(left.value - right.value) }
}

extension Quantity {
    /// So many times as much.
    public static func * (factor: Double, quantity: Self) -> Self { Self(factor * quantity.value) }
    /// So many times as much.
    public static func * (quantity: Self, factor: Double) -> Self { Self(quantity.value * factor) }
    /// A part of it.
    public static func / (quantity: Self, divisor: Double) -> Self { Self(quantity.value / divisor) }
    /// How many times the other one fits into it.
    public static func / (quantity: Self, other: Self) -> Double { quantity.value / other.value }
}
