/// A floating-point format that a ``FloatingModel`` computes in, with the functions it needs. Float and Double are
/// such.
///
/// The functions round each product and sum: without fused multiply-add they give the same bits on every machine.
/// They call no library.
public protocol FloatingScalar: BinaryFloatingPoint, BitwiseCopyable, Sendable {
    /// Four of them, for vector registers.
    associatedtype Four: BitwiseCopyable

    /// The same value four times.
    static func four(_ value: Self) -> Four

    /// a·b, lane by lane. The operators of a generic vector would work lane by lane in the code, too.
    static func product(_ a: Four, _ b: Four) -> Four

    /// a + b, lane by lane.
    static func sum(_ a: Four, _ b: Four) -> Four

    /// a − b, lane by lane.
    static func difference(_ a: Four, _ b: Four) -> Four

    /// The sum of the lanes.
    static func total(_ four: Four) -> Self

    /// eˣ. NaN stays NaN; 0 and ∞ at the ends.
    static func exponential(_ x: Self) -> Self

    /// ln(1 + x) for x in 0 ... 1; NaN stays NaN. Elsewhere without meaning.
    static func logarithm(onePlus x: Self) -> Self
}

extension FloatingScalar {
    /// Four values from memory of any alignment.
    @inlinable @inline(__always)
    static func four(at values: UnsafePointer<Self>) -> Four {
        UnsafeRawPointer(values).loadUnaligned(as: Four.self)
    }

    /// Writes four values.
    @inlinable @inline(__always)
    static func store(_ four: Four, at values: UnsafeMutablePointer<Self>) {
        UnsafeMutableRawPointer(values).storeBytes(of: four, as: Four.self)
    }
}
