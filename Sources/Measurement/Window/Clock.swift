#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The clock every window is timed with.
public enum Clock {
    /// Nanoseconds of the monotonic clock; never set back, not stopped by a frequency change.
    ///
    /// On Linux a call goes through the vDSO: a pair costs 32–41 ns where the clock source is the TSC.
    @inline(__always)
    public static func nanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }
}

/// One timed stretch of repeated calls. It holds the clock and the calls alone: no counter, no allocation.
/// - Returns: nanoseconds for all `iterations` calls together.
@inline(never)
public func window(iterations: Int, _ body: () -> Void) -> UInt64 {
    let start = Clock.nanoseconds()
    for _ in 0..<iterations {
        body()
    }
    return Clock.nanoseconds() &- start
}
