import Basics

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
