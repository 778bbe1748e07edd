#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// The clock everything is timed with: monotonic, never set back, not stopped by a change of frequency.
public enum Clock {
    /// Nanoseconds since some moment before the process began.
    ///
    /// On Linux a call goes through the vDSO: a pair costs 32–41 ns where the clock source is the TSC.
    @inlinable @inline(__always)
    public static func nanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }

    /// The same in seconds, for stretches that need no nanosecond.
    public static func seconds() -> Double {
        Double(nanoseconds()) * 1e-9
    }
}
