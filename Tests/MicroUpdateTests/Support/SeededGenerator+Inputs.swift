import MicroUpdate
import Statistics

extension SeededGenerator {
    /// A number of −limit ..< limit.
    mutating func number(within limit: Double) -> Double { limit * (2 * uniform() - 1) }

    /// So many numbers of −limit ..< limit.
    mutating func numbers(_ count: Int, within limit: Double) -> [Double] {
        (0..<count).map { _ in number(within: limit) }
    }

    /// Any value of an integer type of 64 bits or less.
    mutating func any<Value: FixedWidthInteger>(_: Value.Type) -> Value { Value(truncatingIfNeeded: next() >> 7) }

    /// Counts from the smallest to such that do not fit vectors.
    mutating func shape() -> ModelShape {
        ModelShape(features: integer(below: 24), contexts: 1 + integer(below: 7))
    }
}
