/// An amount of energy.
public struct Joules: Equatable, Comparable, Sendable {
    /// In joules.
    public var value: Double

    /// - Parameter value: in joules.
    public init(_ value: Double) {
        self.value = value
    }

    /// Orders by amount.
    public static func < (a: Joules, b: Joules) -> Bool { a.value < b.value }
}
