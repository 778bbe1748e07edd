extension Double: FloatingScalar {
    /// The same value four times.
    @inlinable @inline(__always)
    public static func four(_ value: Double) -> SIMD4<Double> { SIMD4(repeating: value) }

    /// a·b, lane by lane.
    @inlinable @inline(__always)
    public static func product(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> SIMD4<Double> { a * b }

    /// a + b, lane by lane.
    @inlinable @inline(__always)
    public static func sum(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> SIMD4<Double> { a + b }

    /// a − b, lane by lane.
    @inlinable @inline(__always)
    public static func difference(_ a: SIMD4<Double>, _ b: SIMD4<Double>) -> SIMD4<Double> { a - b }

    /// The sum of the lanes.
    @inlinable @inline(__always)
    public static func total(_ four: SIMD4<Double>) -> Double { (four[0] + four[1]) + (four[2] + four[3]) }
}
