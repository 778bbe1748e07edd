/// How a new value is rounded to what is stored: by what is added before low bits are cut off.
public protocol UpdateRounding {
    /// What to add to a value, in 0 ..< 2^bits, before so many low bits of it are cut off.
    /// - Parameters:
    ///   - bits: 0 ... 62.
    ///   - lowest: the lowest bit that stays.
    mutating func offset(bits: Int, lowest: Int64) -> Int64
}

/// To the nearest, ties up: ⌊x + ½⌋. The rounding of the integer models.
public struct NearestUp: UpdateRounding {
    /// The one there is.
    @inlinable public init() {}

    /// A half.
    @inlinable @inline(__always)
    public func offset(bits: Int, lowest: Int64) -> Int64 { (1 &<< Int64(bits)) &>> 1 }
}

/// To the nearest, ties to even: the rounding of IEEE 754.
public struct NearestEven: UpdateRounding {
    /// The one there is.
    @inlinable public init() {}

    /// A half, or the next less where that would round a tie to odd.
    @inlinable @inline(__always)
    public func offset(bits: Int, lowest: Int64) -> Int64 { bits == 0 ? 0 : 1 &<< Int64(bits &- 1) &- 1 &+ lowest }
}
