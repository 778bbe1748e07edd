extension Float: FloatingScalar {
    /// The same value four times.
    @inlinable @inline(__always)
    public static func four(_ value: Float) -> SIMD4<Float> { SIMD4(repeating: value) }

    /// a·b, lane by lane.
    @inlinable @inline(__always)
    public static func product(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> { a * b }

    /// a + b, lane by lane.
    @inlinable @inline(__always)
    public static func sum(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> { a + b }

    /// a − b, lane by lane.
    @inlinable @inline(__always)
    public static func difference(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> { a - b }

    /// The sum of the lanes.
    @inlinable @inline(__always)
    public static func total(_ four: SIMD4<Float>) -> Float { (four[0] + four[1]) + (four[2] + four[3]) }
}
